/** The first phase: an order is placed, and waits for the money. */
import { init, workflow } from 'everspan';
import { suspend } from 'everspan/messaging';
import { Shipment } from './machine';
import { save } from './store';

init({ serviceName: 'shop' });

const place = workflow.wrap(
  { name: 'place order', correlationId: (id: string) => id },
  async (id: string) => {
    const shipment = new Shipment({ id, state: 'placed' });
    while (await shipment.step());
    save({ order: shipment.order, token: suspend() });
    console.log(`${id} is ${shipment.order.state}, and waits`);
  },
);

void place('o-7');
