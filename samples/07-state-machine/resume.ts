/** A later phase: goes on with the order in whatever state it is. */
import { init } from 'everspan';
import { resume, suspend } from 'everspan/messaging';
import { Shipment } from './machine';
import { load, save } from './store';

init({ serviceName: 'shop' });

const { order, token } = load();
const shipment = new Shipment(order);

function keep(): void {
  save({ order, token: suspend() });
  console.log(`${order.id} is ${order.state}`);
}

void resume(token, 'ship order', async () => {
  if (order.state === 'reserved') shipment.pay();
  do keep();
  while (await shipment.step());
});
