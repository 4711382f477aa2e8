/** The same work, logged in three ways. */
import { play } from '../support/stage';

void play(__dirname, async (stage) => {
  await stage.run('by-pino');
  await stage.run('by-winston');
  await stage.run('by-appender');
});
