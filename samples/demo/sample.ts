/** Installs and runs the sample, as a process of its own. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export const SAMPLE: string = join('samples', '01-bad-credentials');
const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, SAMPLE);

/** How a process ended: exactly one of the two is not null. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Whether `everspan`, which the sample uses, has been built. */
export function isBuilt(): boolean {
  return existsSync(join(ROOT, 'dist', 'index.js'));
}

export function isInstalled(): boolean {
  // npm writes it last, so that an interrupted installation is repeated.
  return existsSync(join(FOLDER, 'node_modules', '.package-lock.json'));
}

/** Throws with what npm said when it fails. */
export async function install(): Promise<void> {
  const said: string[] = [];
  // Without scripts: the only one is ours, and would build everspan again.
  const { code } = await run(['npm', 'ci', '--ignore-scripts'], {
    env: process.env,
    onLine: (line) => said.push(line),
  });
  if (code !== 0) throw new Error(`npm ci failed:\n${said.join('\n')}`);
}

export function runSample(
  endpoint: string,
  onLine: (line: string) => void,
): Promise<End> {
  const env = {
    ...withoutTracing(),
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    // On Node 20 it tells how long it will still run there: another story.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const node = [process.execPath, '--require', 'ts-node/register', 'main.ts'];
  return run(node, { env, onLine });
}

/** The reader's own settings would send the trace somewhere else. */
function withoutTracing(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(OTEL|EVERSPAN)_/.test(name),
    ),
  );
}

interface Running {
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
}

function run(
  [command = '', ...args]: readonly string[],
  { env, onLine }: Running,
): Promise<End> {
  // On Windows npm is a script, and only a shell runs those.
  const shell = process.platform === 'win32' && command === 'npm';
  const child = spawn(command, args, { cwd: FOLDER, env, shell });
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
}

function eachLine(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on('line', onLine);
}
