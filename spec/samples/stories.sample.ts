/**
 * Samples that start their processes themselves and print the traces of them:
 * each prints what its `expected.txt` has, where ids, times and ports are
 * masked. `WRITE_EXPECTED=1 npm run test:samples` writes these files anew.
 */
import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, type End } from '../../samples/support/program';
import { masked } from './masked';

const ROOT = join(__dirname, '..', '..');
const TYPESCRIPT = ['--require', 'ts-node/register/transpile-only'];

const SAMPLES = [
  '05-outbox',
  '06-request-through-services',
  '07-state-machine',
] as const;

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

for (const sample of SAMPLES) {
  it(`the sample ${sample} prints what is expected`, async () => {
    const { output, end } = await played(sample);
    expect(masked(output)).to.equal(expected(sample, masked(output)));
    expect(end).to.deep.equal({ code: 0, signal: null });
  });
}
