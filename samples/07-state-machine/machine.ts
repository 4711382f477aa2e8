/** An order as a machine of states: each step is a task that leads to the next. */
import { setTimeout as wait } from 'node:timers/promises';
import { task } from 'everspan';

export type State = 'placed' | 'reserved' | 'paid' | 'packed' | 'shipped';

/** What a step works on. */
export interface Order {
  readonly id: string;
  state: State;
  parcel?: string;
}

/** What `state` records: the machine's own, not the whole object. */
function state(this: Shipment): object {
  const { state: at, parcel = null } = this.order;
  return { state: at, parcel };
}

/** Long enough for somebody to be killed in it. */
const CARRIER_MS = 60_000;

export class Shipment {
  readonly order: Order;

  constructor(order: Order) {
    this.order = order;
  }

  /** Makes the step that is next, and tells whether there was one. */
  async step(): Promise<boolean> {
    switch (this.order.state) {
      case 'placed':
        this.reserve();
        return true;
      case 'paid':
        this.pack();
        return true;
      case 'packed':
        await this.ship();
        return true;
      // Reserved, it waits for the money; shipped, it is done.
      default:
        return false;
    }
  }

  @task({ state })
  reserve(): void {
    this.order.state = 'reserved';
  }

  @task({ state })
  pay(): void {
    this.order.state = 'paid';
  }

  @task({ state })
  pack(): void {
    this.order.parcel = `parcel of ${this.order.id}`;
    this.order.state = 'packed';
  }

  @task({ state })
  async ship(): Promise<void> {
    console.log('calls the carrier');
    if (process.env['CARRIER'] === 'slow') await wait(CARRIER_MS);
    this.order.state = 'shipped';
  }
}
