/** Times processes, with everspan and without, in turns. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface Program {
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What is timed: the whole process, or only what follows its last work. */
export type Span = 'process' | 'ending';

export interface Medians {
  readonly bareMs: number;
  readonly tracedMs: number;
  readonly runs: number;
}

const REPORT = 3;
const WARM_UPS = 2;

/**
 * Runs `program` bare and traced, by turns, so that a machine that becomes
 * slower is slower for both.
 */
export async function compare(
  program: Program,
  span: Span,
  runs: number,
): Promise<Medians> {
  const bare: number[] = [];
  const traced: number[] = [];
  const bareEnv = { ...program.env, EVERSPAN_FIXTURE: 'bare' };
  for (let nth = 0; nth < WARM_UPS + runs; nth += 1) {
    const bareMs = await time({ ...program, env: bareEnv }, span);
    const tracedMs = await time(program, span);
    if (nth < WARM_UPS) continue;
    bare.push(bareMs);
    traced.push(tracedMs);
  }
  return { bareMs: median(bare), tracedMs: median(traced), runs };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

async function time(program: Program, span: Span): Promise<number> {
  const startedAtMs = now();
  const child = spawn(process.execPath, [program.script, ...program.args], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      EVERSPAN_JOURNAL_DIR: process.env['EVERSPAN_JOURNAL_DIR'],
      ...program.env,
    },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  let report = '';
  (child.stdio[REPORT] as Readable).on('data', (chunk: Buffer) => {
    report += chunk.toString();
  });
  const goneAtMs = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      resolve(now());
    });
  });
  await closed;
  return goneAtMs - (span === 'process' ? startedAtMs : Number(report));
}

/** Comparable between processes of one machine. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
