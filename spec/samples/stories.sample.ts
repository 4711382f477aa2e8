/**
 * Samples that start their processes themselves and print the traces of them:
 * each prints what its `expected.txt` has, where ids, times and ports are
 * masked. `WRITE_EXPECTED=1 npm run test:samples` writes these files anew.
 */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KCAT } from '../../samples/brokers/kafka';
import { pathTo, type Program } from '../../samples/brokers/program';
import { RABBITMQ } from '../../samples/brokers/rabbitmq';
import { REDIS } from '../../samples/brokers/redis';
import { startProgram, type End } from '../../samples/support/program';
import { AS_GIVEN } from '../support/environment';
import { masked } from './masked';

const ROOT = join(__dirname, '..', '..');
const TYPESCRIPT = ['--require', 'ts-node/register/transpile-only'];

interface Sample {
  readonly name: string;
  /** What it starts, and not every machine has. */
  readonly broker?: Program;
  /** It has a manifest of its own. */
  readonly hasClients?: boolean;
}

const SAMPLES: readonly Sample[] = [
  { name: '02-order-over-rabbitmq', hasClients: true, broker: RABBITMQ },
  { name: '03-batch-over-kafka', hasClients: true, broker: KCAT },
  { name: '04-jobs-over-bullmq', hasClients: true, broker: REDIS },
  { name: '05-outbox' },
  { name: '06-request-through-services' },
  { name: '07-state-machine' },
  { name: '08-nestjs', hasClients: true },
  { name: '09-fastify', hasClients: true },
  { name: '10-lambda' },
  { name: '11-command-line' },
  { name: '12-agent' },
  { name: '13-logs', hasClients: true },
];

interface Played {
  readonly output: string;
  readonly end: End;
}

async function played(sample: string): Promise<Played> {
  const lines: string[] = [];
  const { end } = startProgram({
    command: process.execPath,
    args: [...TYPESCRIPT, join('samples', sample, 'main.ts')],
    cwd: ROOT,
    env: process.env,
    onLine: (line) => lines.push(line),
  });
  return { end: await end, output: `${lines.join('\n')}\n` };
}

function expected(sample: string, output: string): string {
  const file = join(ROOT, 'samples', sample, 'expected.txt');
  if (process.env['WRITE_EXPECTED'] === '1') writeFileSync(file, output);
  return readFileSync(file, 'utf8');
}

/** Its clients and their types, where they are not there yet. */
function install(cwd: string): void {
  if (existsSync(join(cwd, 'node_modules', '.package-lock.json'))) return;
  const shell = process.platform === 'win32';
  const options = { cwd, env: AS_GIVEN, shell };
  const npm = spawnSync('npm', ['ci', '--ignore-scripts'], options);
  expect(npm.status, npm.stderr.toString()).to.equal(0);
}

function typeErrors(cwd: string): string {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [tsc], { cwd }).stdout.toString();
}

for (const { name, broker, hasClients } of SAMPLES) {
  describe(`the sample ${name}`, () => {
    if (broker && pathTo(broker) === undefined) {
      it(`is not tried: ${broker.command} is not installed`, () => {
        expect(pathTo(broker)).to.equal(undefined);
      });
      return;
    }

    if (hasClients) {
      it('has types that fit', () => {
        const cwd = join(ROOT, 'samples', name);
        install(cwd);
        expect(typeErrors(cwd)).to.equal('');
      });
    }

    it('prints what is expected', async () => {
      const { output, end } = await played(name);
      expect(masked(output)).to.equal(expected(name, masked(output)));
      expect(end).to.deep.equal({ code: 0, signal: null });
    });
  });
}
