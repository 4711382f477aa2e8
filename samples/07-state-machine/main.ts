/** An order goes through three processes, one of which is killed at work. */
import { play } from '../support/stage';

/** Recorded by `state`, where something has changed. */
const BEFORE = 'everspan.state.before';
const AFTER = 'everspan.state.after';

void play(__dirname, async (stage) => {
  const env = { SHOP_FOLDER: stage.folder };
  await stage.run('place', { env });

  const killed = stage.start('resume', { env: { ...env, CARRIER: 'slow' } });
  await killed.said(/calls the carrier/);
  killed.kill('SIGKILL');
  await killed.end;

  // It goes on where the other stood, and sends what that left on disk.
  await stage.run('resume', { env });

  console.log();
  for (const { name, attributes } of stage.spans()) {
    const { [BEFORE]: before, [AFTER]: after } = attributes;
    if (typeof before !== 'string' || typeof after !== 'string') continue;
    console.log(`${name}: ${before} -> ${after}`);
  }
});
