/** What goes over RabbitMQ: events about orders, and who hears of which. */
import { type Channel, connect, type ConsumeMessage } from 'amqplib';
import { inject, producer } from 'everspan/messaging';

/** What happened to which order. */
export interface OrderEvent {
  readonly event: 'placed' | 'changed' | 'paid' | 'reserved';
  readonly order: string;
  /** Events of the last version have none. */
  readonly items?: readonly string[];
}

/** One event may have two consumers: each has a queue of its own. */
const QUEUES = {
  payment: ['placed'],
  stock: ['placed', 'changed'],
  shipment: ['paid', 'reserved'],
} as const;

const POISON = 'poison';

export class Exchange {
  readonly #channel: Channel;
  readonly #close: () => Promise<void>;

  private constructor(channel: Channel, close: () => Promise<void>) {
    this.#channel = channel;
    this.#close = close;
  }

  static async open(): Promise<Exchange> {
    const connection = await connect(process.env['RABBITMQ_URL'] ?? '');
    const channel = await connection.createChannel();
    await declareQueues(channel);
    // Whoever dies has one message on its conscience.
    await channel.prefetch(1);
    return new Exchange(channel, async () => {
      await channel.close();
      await connection.close();
    });
  }

  /** The message's headers carry the trace, and which order it is about. */
  publish(event: OrderEvent): void {
    const options = {
      system: 'rabbitmq',
      destination: 'orders',
      correlationId: event.order,
    };
    producer.run(options, () => {
      const body = Buffer.from(JSON.stringify(event));
      const { headers } = inject({ headers: {} });
      this.#channel.publish('orders', event.event, body, { headers });
    });
  }

  /** Hands over `count` messages, one after the other, and then stops. */
  async consume(
    queue: keyof typeof QUEUES,
    count: number,
    handle: (message: ConsumeMessage) => Promise<void>,
  ): Promise<void> {
    let handled = 0;
    const each = async (message: ConsumeMessage): Promise<void> => {
      await handle(message);
      if (++handled === count) await this.#close();
    };
    await this.#channel.consume(queue, (message) => {
      if (message) each(message).catch(die);
    });
  }

  ack(message: ConsumeMessage): void {
    this.#channel.ack(message);
  }

  /** Puts it aside, for a person to look at. */
  reject(message: ConsumeMessage): void {
    this.#channel.nack(message, false, false);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** Every process does it, so none has to be the first. */
async function declareQueues(channel: Channel): Promise<void> {
  await channel.assertExchange('orders', 'topic');
  await channel.assertExchange(POISON, 'fanout');
  await channel.assertQueue(POISON);
  await channel.bindQueue(POISON, POISON, '');
  for (const [queue, events] of Object.entries(QUEUES)) {
    await channel.assertQueue(queue, { deadLetterExchange: POISON });
    for (const each of events) await channel.bindQueue(queue, 'orders', each);
  }
}

export function eventIn({ content }: ConsumeMessage): OrderEvent {
  return JSON.parse(content.toString()) as OrderEvent;
}

/** What it was given is not acknowledged, and comes to the next one. */
function die(error: unknown): void {
  console.error(String(error));
  process.exit(1);
}
