/** Takes an order: the order and its event are stored together. */
import { init, task, workflow } from 'everspan';
import { suspend } from 'everspan/messaging';
import { insert } from './outbox';

init({ serviceName: 'shop' });

class Orders {
  @workflow({ name: 'place order', correlationId: (order: string) => order })
  place(order: string): void {
    this.store(order);
    console.log(`${order} is placed`);
  }

  /** Nothing is published here: the broker may be away, and the order stands. */
  @task
  store(order: string): void {
    insert({ event: 'placed', order, token: suspend() });
  }
}

new Orders().place('o-7');
