/** Publishes what waits in the outbox, minutes after it was written. */
import { init } from 'everspan';
import { correlationId, inject, producer, resume } from 'everspan/messaging';
import { remove, type Row, rows } from './outbox';

init({ serviceName: 'relay' });

class Broker {
  readonly #isAway = process.env['BROKER'] === 'away';

  publish(message: object): void {
    if (this.#isAway) throw new Error('connect ECONNREFUSED 127.0.0.1:5672');
    console.log(`published ${Object.keys(message).join(' and ')}`);
  }
}

const broker = new Broker();

const send = producer.wrap(
  { system: 'rabbitmq', destination: 'orders' },
  (body: string) => {
    broker.publish({ body, headers: inject({}) });
  },
);

/** Goes on where the row was written: about the same order, linked to it. */
function publish(row: Row): void {
  resume(row.token, `publish ${row.event}`, () => {
    send(row.order);
    remove(row);
    console.log(`${String(correlationId())} is published`);
  });
}

for (const row of rows()) {
  try {
    publish(row);
  } catch (error) {
    console.error(`${row.order} stays in the outbox: ${String(error)}`);
    process.exitCode = 1;
  }
}
