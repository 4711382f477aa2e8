/** A job is tried by three workers, each a process of its own. */
import { startRedis } from '../brokers/redis';
import { play } from '../support/stage';

void play(__dirname, async (stage) => {
  const broker = await startRedis();
  const env = { REDIS_URL: broker.url };
  const away = { ...env, MAIL_SERVER: 'away' };
  try {
    await stage.run('shop', { env });
    await stage.run('worker', { env: away });
    await stage.run('worker', { env: away });
    await stage.run('worker', { env });
  } finally {
    await broker.close();
  }
});
