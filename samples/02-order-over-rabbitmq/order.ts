/** The first process: an order is placed, another one changed. */
import { init, workflow } from 'everspan';
import { Exchange } from './exchange';

init({ serviceName: 'shop' });

class Orders {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  @workflow({ name: 'place order', correlationId: (order: string) => order })
  place(order: string): void {
    this.#exchange.publish({ event: 'placed', order, items: ['lamp'] });
    console.log(`${order} is placed`);
  }

  /** It forgets the items, and nobody here will notice. */
  @workflow({ name: 'change order', correlationId: (order: string) => order })
  change(order: string): void {
    this.#exchange.publish({ event: 'changed', order });
    console.log(`${order} is changed`);
  }
}

async function main(): Promise<void> {
  const exchange = await Exchange.open();
  const orders = new Orders(exchange);
  orders.place('o-7');
  orders.change('o-8');
  await exchange.close();
}

void main();
