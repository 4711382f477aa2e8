/** Takes the money for an order; one of two that hear of it. */
import { setTimeout as wait } from 'node:timers/promises';
import { SpanKind } from '@opentelemetry/api';
import type { ConsumeMessage } from 'amqplib';
import { init, task, workflow } from 'everspan';
import { consumer } from 'everspan/messaging';
import { eventIn, Exchange } from './exchange';

init({ serviceName: 'payment' });

class Payment {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  @consumer({
    system: 'rabbitmq',
    destination: 'payment',
    operation: 'receive',
    continuation: 'link',
    message: (message: ConsumeMessage) => message,
  })
  async receive(message: ConsumeMessage): Promise<void> {
    await this.pay(eventIn(message).order);
    this.#exchange.ack(message);
  }

  @workflow({ name: 'pay order', continuation: 'link' })
  async pay(order: string): Promise<void> {
    await this.callBank(order);
    this.#exchange.publish({ event: 'paid', order });
    console.log(`${order} is paid`);
  }

  /** The bank may take minutes, and its part is seen before it is done. */
  @task({ continuation: 'link', spanKind: SpanKind.CLIENT })
  async callBank(order: string): Promise<string> {
    await wait(5);
    return `receipt of ${order}`;
  }
}

async function main(): Promise<void> {
  const exchange = await Exchange.open();
  const payment = new Payment(exchange);
  await exchange.consume('payment', 1, (message) => payment.receive(message));
}

void main();
