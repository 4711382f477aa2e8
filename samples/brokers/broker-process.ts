/**
 * A broker as a process of its own, on loopback and a port that is free, which
 * lives no longer than whoever started it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A broker that takes connections. */
export interface Broker {
  readonly url: string;
  /** Ends it, and removes what it wrote. */
  close(): Promise<void>;
}

/** How a program is run, and how it says that it is ready. */
export interface Run {
  readonly path: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly ready: RegExp;
  /** Done when it has ended, also when it never was ready. */
  readonly afterwards?: () => void | Promise<void>;
}

/** A program that said it is ready. */
export interface Running {
  /** What `ready` matched. */
  readonly said: RegExpExecArray;
  close(): Promise<void>;
}

const READY_WITHIN_MS = 90_000;
const GRACE_MS = 10_000;

/** Runs a program until it says that it is ready. */
export async function start(run: Run): Promise<Running> {
  const { path, args = [], env, afterwards } = run;
  const child = spawn(path, args, { env: { ...process.env, ...env } });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const close = async (): Promise<void> => {
    process.off('exit', kill);
    await end(child);
    await afterwards?.();
  };
  try {
    return { said: await readiness(child, run), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function readiness(
  child: ChildProcess,
  { path, ready }: Run,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string): void => {
      reject(new Error(`${path} ${why}:\n${output}`));
    };
    const timer = setTimeout(fail, READY_WITHIN_MS, 'is not ready in time');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        output += text.toString();
        const said = ready.exec(output);
        if (said === null) return;
        clearTimeout(timer);
        resolve(said);
      });
    }
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => fail('ended'));
  });
}

async function end(child: ChildProcess): Promise<void> {
  const { pid, exitCode, signalCode } = child;
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  const gone = once(child, 'exit');
  // kcat heeds no signal while it waits for input.
  child.stdin?.end();
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(timer);
}

/**
 * A port of loopback that nobody listens on, now or when the broker does: none
 * of those that the system gives to whoever asks for any.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** A folder for what a broker writes, and what removes it. */
export function ownFolder(): readonly [path: string, remove: () => void] {
  const path = mkdtempSync(join(tmpdir(), 'everspan-broker-'));
  return [path, () => rmSync(path, { recursive: true, force: true })];
}
