/** Six readings of three processes are one write of a fourth. */
import { startKafka } from '../brokers/kafka';
import { play } from '../support/stage';

void play(__dirname, async (stage) => {
  const broker = await startKafka();
  const env = { KAFKA_BROKER: broker.url };
  try {
    await stage.run('sensor', { env, args: ['roof', '3', '5'] });
    await stage.run('sensor', { env, args: ['hall', '20', '22'] });
    await stage.run('sensor', { env, args: ['cellar', '11', '11'] });
    await stage.run('collector', { env });
  } finally {
    await broker.close();
  }
});
