/** Takes an order, and leaves the mail about it to others. */
import { Queue } from 'bullmq';
import { init, workflow } from 'everspan';
import { inject, producer } from 'everspan/messaging';
import { connection, type Mail, QUEUE } from './mails';

init({ serviceName: 'shop' });

class Shop {
  readonly #queue = new Queue<Mail>(QUEUE, { connection });

  @workflow({ name: 'place order', correlationId: (order: string) => order })
  async place(order: string): Promise<void> {
    await this.enqueue(order);
    console.log(`${order} is placed`);
  }

  enqueue(order: string): Promise<unknown> {
    const options = { system: 'bullmq', destination: QUEUE };
    return producer.run(options, () => {
      const carrier = inject({ attempts: 3, telemetry: {} });
      return this.#queue.add('confirmation', { order }, carrier);
    });
  }

  close(): Promise<void> {
    return this.#queue.close();
  }
}

async function main(): Promise<void> {
  const shop = new Shop();
  await shop.place('o-7');
  await shop.close();
}

void main();
