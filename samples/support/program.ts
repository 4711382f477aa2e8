/** Runs a program as a process of its own, and hands on what it prints. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How a process ended: exactly one of the two is not null. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
}

export interface RunningProgram {
  readonly end: Promise<End>;
  kill(signal: NodeJS.Signals): void;
}

export function startProgram(program: Program): RunningProgram {
  const { command, args, cwd, env, onLine } = program;
  // On Windows npm is a script, and only a shell runs those.
  const shell = process.platform === 'win32' && command === 'npm';
  const child = spawn(command, args, {
    cwd,
    env,
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
  return { end: endOf(child), kill: (signal) => child.kill(signal) };
}

/** The reader's own settings would send the trace somewhere else. */
export function withoutTracing(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(OTEL|EVERSPAN)_/.test(name),
    ),
  );
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
}

function eachLine(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on('line', onLine);
}
