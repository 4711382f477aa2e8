/** An order that is published by another process than the one that took it. */
import { play } from '../support/stage';

void play(__dirname, async (stage) => {
  const env = { SHOP_FOLDER: stage.folder };
  await stage.run('place', { env });
  await stage.run('relay', { env: { ...env, BROKER: 'away' } });
  await stage.run('relay', { env });
});
