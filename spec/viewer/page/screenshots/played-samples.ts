/** The samples, played into one viewer: what its pictures show did happen. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startModel } from '../../../../samples/12-agent/model-server';
import { startRabbitMq } from '../../../../samples/brokers/rabbitmq';
import { runSample } from '../../../../samples/demo/sample';
import { Stage } from '../../../../samples/support/stage';
import type { Viewer } from '../../../../lib/viewer';

const SAMPLES = join(__dirname, '../../../../samples');
const AGENT = join(SAMPLES, '12-agent');
const ORDER = join(SAMPLES, '02-order-over-rabbitmq');
const BAD_CREDENTIALS = join(SAMPLES, '01-bad-credentials');

/** The last is the one that failed last, and so stands at the top. */
export async function playSamples(viewer: Viewer): Promise<void> {
  await playAgent(new Stage(viewer, AGENT));
  await playOrder(new Stage(viewer, ORDER));
  await playBadCredentials(viewer);
  await playBadCredentials(viewer);
}

async function playBadCredentials({ url }: Viewer): Promise<void> {
  installOnce(BAD_CREDENTIALS);
  await runSample(url, (line) => console.log(`  ${line}`));
}

async function playAgent(stage: Stage): Promise<void> {
  const model = await startModel();
  const env = { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'right' };
  const questions = ['Where is o-7?', 'Where is o-9?', 'Where is o-7?'];
  for (const question of questions) {
    await stage.run('assistant', { args: [question], env });
  }
  await model.close();
}

/** Needs a `rabbitmq-server`, and says how to get one where there is none. */
async function playOrder(stage: Stage): Promise<void> {
  installOnce(ORDER);
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
}

/** Its clients, where they are not there yet. */
function installOnce(cwd: string): void {
  if (existsSync(join(cwd, 'node_modules', '.package-lock.json'))) return;
  const shell = process.platform === 'win32';
  const npm = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd, shell });
  if (npm.status !== 0) throw new Error(npm.stderr.toString());
}
