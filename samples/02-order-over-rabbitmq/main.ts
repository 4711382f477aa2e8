/** An order goes through four processes, one of which dies of another order. */
import { startRabbitMq } from '../brokers/rabbitmq';
import { play } from '../support/stage';

void play(__dirname, async (stage) => {
  const broker = await startRabbitMq();
  const env = { RABBITMQ_URL: broker.url };
  try {
    await stage.run('order', { env });
    await stage.run('payment', { env });
    await stage.run('stock', { env, args: ['2'] });
    await stage.run('stock', { env, args: ['1'] });
    await stage.run('shipment', { env });
  } finally {
    await broker.close();
  }
});
