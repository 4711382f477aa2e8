/** Runs the command line as its users do, in processes of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { serve, type Viewer } from '../../lib/viewer/serve';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { programEnvironment } from '../support/environment';
import { temporaryFolder } from '../support/temporary-folder';

/** The compiled command line. */
export const MAIN: string = resolve(__dirname, '../../dist/cli/main.js');

/** The preload that `everspan run` gives to what it runs. */
export const REGISTER: string = resolve(__dirname, '../../dist/register.js');

export interface CommandEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  /** What was written to stdout so far. */
  readonly stdout: () => string;
  /** The first group of `pattern`, once stdout holds it. */
  readonly says: (pattern: RegExp) => Promise<string>;
  readonly write: (text: string) => void;
  readonly end: Promise<CommandEnd>;
}

export interface Start {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Given to its stdin, which is then closed; open without it. */
  readonly stdin?: string;
  readonly detached?: boolean;
}

/** The path of a fixture. */
export function fixture(name: string): string {
  return join(__dirname, 'fixtures', name);
}

/** `everspan ...args` */
export function everspan(args: readonly string[], start: Start = {}): Running {
  return launch([process.execPath, MAIN, ...args], start);
}

/** `everspan run -- ...command` */
export function everspanRun(
  command: readonly string[],
  start: Start = {},
): Running {
  return everspan(['run', '--', ...command], start);
}

/** Any command, with nothing of ours in its environment but `start.env`. */
export function launch(
  [file = '', ...args]: readonly string[],
  start: Start,
): Running {
  const { cwd, detached = false } = start;
  const own = { EVERSPAN_JOURNAL_DIR: temporaryFolder() };
  const env = { ...programEnvironment(), ...own, ...start.env };
  const child = spawn(file, args, { env, cwd, detached });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.stdin.on('error', () => undefined);
  if (start.stdin !== undefined) child.stdin.end(start.stdin);
  return {
    pid: child.pid ?? 0,
    stdout,
    says: (pattern) => awaitMatch(child, stdout, pattern),
    write: (text) => child.stdin.write(text),
    end: ended(child).then(([code, signal]) => ({
      code,
      signal,
      stdout: stdout(),
      stderr: stderr(),
    })),
  };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

function awaitMatch(
  child: ChildProcess,
  stdout: () => string,
  pattern: RegExp,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = pattern.exec(stdout());
      if (found) resolve(found[1] ?? found[0]);
    };
    look();
    child.stdout?.on('data', look);
    child.on('close', () => {
      reject(new Error(`it never said ${pattern.source}: ${stdout()}`));
    });
  });
}

function ended(
  child: ChildProcess,
): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve([code, signal]);
    });
  });
}

/** A backend of the spec's own. */
export interface Backend {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** Settles when at least `count` spans have come. */
  readonly has: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Listens on a free port. */
export async function startBackend(): Promise<Backend> {
  const spans: ReceivedSpan[] = [];
  let look = (): void => undefined;
  const onSpans: NonNullable<Parameters<typeof serve>[0]>['onSpans'] = (
    received,
  ) => {
    spans.push(...received);
    look();
  };
  const viewer: Viewer = await serve({ port: 0, onSpans });
  return {
    url: viewer.url,
    spans,
    has: (count) =>
      new Promise((resolve) => {
        look = () => {
          if (spans.length >= count) resolve();
        };
        look();
      }),
    close: () => viewer.close(),
  };
}

/** Names and reasons of spans, in order of their names. */
export function interruptions(spans: readonly ReceivedSpan[]): string[] {
  return spans
    .map(({ name, attributes }) => {
      const reason = attributes['everspan.interrupted'];
      return `${name} ${typeof reason === 'string' ? reason : 'by itself'}`;
    })
    .sort();
}
