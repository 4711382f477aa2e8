/** Runs one fixture in a node of its own and tells how it ended. */
import { programEnvironment } from './environment';
import { newJournalFolder } from './journal-folder';
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface FixtureRun {
  /** Absolute path of the script. */
  readonly script: string;
  readonly args?: readonly string[];
  /** The node to run it with. @defaultValue the one that runs the specs */
  readonly node?: string;
  /** Options for node itself, before the script. */
  readonly nodeOptions?: readonly string[];
  /** Runs node through another program, `unshare` for example. */
  readonly launcher?: readonly string[];
  /** Added to an environment that has nothing of OpenTelemetry or node in it. */
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its stdin, which is empty otherwise. */
  readonly stdin?: string;
  /** Sent one by one, each when the fixture prints a line `ready`. */
  readonly signals?: readonly NodeJS.Signals[];
  /** Whom the signals are for, given the launched process. @defaultValue it */
  readonly signalled?: (pid: number) => number;
  /** Leaves stdout unread for this long, so that the pipe fills up. */
  readonly pauseStdoutMs?: number;
  /** After this it is killed. @defaultValue 100 seconds */
  readonly limitMs?: number;
}

export interface FixtureEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the fixture told the spec by `report`. */
  readonly reports: readonly unknown[];
  /** Monotonic; taken when the parent learns that the process is gone. */
  readonly goneAtMs: number;
  readonly durationMs: number;
  /** It had to be killed. */
  readonly overran: boolean;
}

/** No fixture takes longer, however busy the machine is: it hangs. */
export const HARD_LIMIT_MS = 100_000;

const STDOUT = 1;
const STDERR = 2;
const REPORT = 3;

export async function runFixture(run: FixtureRun): Promise<FixtureEnd> {
  const startedAtMs = performance.now();
  const child = launch(run);
  const limit = limitLifeOf(child, run);
  const stdout = collect(child, STDOUT);
  const stderr = collect(child, STDERR);
  const reports = collect(child, REPORT);
  sendSignals(child, run);
  pauseStdout(child, run);
  const goneAtMs = await gone(child);
  limit.clear();
  await closed(child);
  return {
    code: child.exitCode,
    signal: child.signalCode,
    stdout: stdout(),
    stderr: stderr(),
    reports: linesOf(reports()).map((line): unknown => JSON.parse(line)),
    goneAtMs,
    durationMs: goneAtMs - startedAtMs,
    overran: limit.hit(),
  };
}

function launch(run: FixtureRun): ChildProcess {
  const { script, args = [], nodeOptions = [], launcher = [] } = run;
  const node = run.node ?? process.execPath;
  const command = [...launcher, node, ...nodeOptions, script, ...args];
  const child = spawn(command[0] ?? node, command.slice(1), {
    stdio: [
      run.stdin === undefined ? 'ignore' : 'pipe',
      'pipe',
      'pipe',
      'pipe',
    ],
    env: {
      ...programEnvironment(),
      EVERSPAN_JOURNAL_DIR: newJournalFolder(),
      ...run.env,
    },
  });
  // A fixture may end without reading: that is its right.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(run.stdin);
  return child;
}

interface Limit {
  readonly clear: () => void;
  readonly hit: () => boolean;
}

function limitLifeOf(
  child: ChildProcess,
  { limitMs = HARD_LIMIT_MS }: FixtureRun,
): Limit {
  let isHit = false;
  const timer = setTimeout(() => {
    isHit = true;
    child.kill('SIGKILL');
  }, limitMs);
  return {
    clear: () => {
      clearTimeout(timer);
    },
    hit: () => isHit,
  };
}

function collect(child: ChildProcess, descriptor: number): () => string {
  const chunks: Buffer[] = [];
  outputOf(child, descriptor).on('data', (chunk: Buffer) => {
    chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString();
}

function outputOf(child: ChildProcess, descriptor: number): Readable {
  return child.stdio[descriptor] as Readable;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function sendSignals(child: ChildProcess, run: FixtureRun): void {
  const { signals = [], signalled = itself } = run;
  const pending = [...signals];
  let seen = '';
  outputOf(child, STDOUT).on('data', (chunk: Buffer) => {
    const lines = (seen + chunk.toString()).split('\n');
    seen = lines.pop() ?? '';
    for (const line of lines) {
      const signal = line === 'ready' ? pending.shift() : undefined;
      if (signal) process.kill(signalled(child.pid ?? 0), signal);
    }
  });
}

function itself(pid: number): number {
  return pid;
}

function pauseStdout(child: ChildProcess, { pauseStdoutMs }: FixtureRun): void {
  if (pauseStdoutMs === undefined) return;
  const stdout = outputOf(child, STDOUT);
  stdout.pause();
  setTimeout(() => stdout.resume(), pauseStdoutMs);
}

function gone(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      resolve(performance.now());
    });
  });
}

/** All output is read only when the streams are closed, after the exit. */
function closed(child: ChildProcess): Promise<void> {
  const isOpen = child.stdio.some((stream) => stream && !stream.closed);
  if (!isOpen) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
}
