/** Ships an order once it is paid and its goods are reserved. */
import { setTimeout as wait } from 'node:timers/promises';
import { SpanKind } from '@opentelemetry/api';
import type { ConsumeMessage } from 'amqplib';
import { init, task, workflow } from 'everspan';
import { consumer } from 'everspan/messaging';
import { eventIn, Exchange } from './exchange';

init({ serviceName: 'shipment' });

class Shipment {
  /** Two events, neither of which is the parent of what they lead to. */
  @consumer({
    system: 'rabbitmq',
    destination: 'shipment',
    operation: 'receive',
    messages: (messages: readonly ConsumeMessage[]) => messages,
  })
  async receive(messages: readonly ConsumeMessage[]): Promise<void> {
    const [order = ''] = messages.map((each) => eventIn(each).order);
    await this.ship(order);
  }

  @workflow({ name: 'ship order', continuation: 'link' })
  async ship(order: string): Promise<void> {
    await this.callCarrier(order);
    console.log(`${order} is shipped`);
  }

  @task({ continuation: 'link', spanKind: SpanKind.CLIENT })
  async callCarrier(order: string): Promise<string> {
    await wait(5);
    return `parcel of ${order}`;
  }
}

async function main(): Promise<void> {
  const exchange = await Exchange.open();
  const shipment = new Shipment();
  const messages: ConsumeMessage[] = [];
  await exchange.consume('shipment', 2, async (message) => {
    messages.push(message);
    exchange.ack(message);
    if (messages.length === 2) await shipment.receive(messages);
  });
}

void main();
