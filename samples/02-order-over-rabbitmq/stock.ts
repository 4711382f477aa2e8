/** Reserves the goods; dies of a message that it cannot handle. */
import { setTimeout as wait } from 'node:timers/promises';
import { SpanKind } from '@opentelemetry/api';
import type { ConsumeMessage } from 'amqplib';
import { init, task, workflow } from 'everspan';
import { consumer } from 'everspan/messaging';
import { eventIn, Exchange, type OrderEvent } from './exchange';

init({ serviceName: 'stock' });

const STOCK = { system: 'rabbitmq', destination: 'stock' } as const;
const message = (given: ConsumeMessage): ConsumeMessage => given;

class Stock {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  handle(given: ConsumeMessage): Promise<void> {
    return given.fields.redelivered ? this.reject(given) : this.receive(given);
  }

  @consumer({ ...STOCK, operation: 'receive', continuation: 'link', message })
  async receive(given: ConsumeMessage): Promise<void> {
    await this.reserve(eventIn(given));
    this.#exchange.ack(given);
  }

  /** Who had it before has died of it. */
  @consumer({ ...STOCK, operation: 'settle', continuation: 'link', message })
  async reject(given: ConsumeMessage): Promise<void> {
    this.#exchange.reject(given);
    console.log(`${eventIn(given).order} is put aside`);
  }

  @workflow({ name: 'reserve goods', continuation: 'link' })
  async reserve({ order, items }: OrderEvent): Promise<void> {
    await this.callWarehouse(items as readonly string[]);
    this.#exchange.publish({ event: 'reserved', order });
    console.log(`${order} is reserved`);
  }

  @task({ continuation: 'link', spanKind: SpanKind.CLIENT })
  async callWarehouse(items: readonly string[]): Promise<number> {
    await wait(5);
    return items.length;
  }
}

async function main(): Promise<void> {
  const exchange = await Exchange.open();
  const stock = new Stock(exchange);
  const count = Number(process.argv[2]);
  await exchange.consume('stock', count, (given) => stock.handle(given));
}

void main();
