/** Installs and runs the sample, as a process of its own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, withoutTracing, type End } from '../support/program';

export const SAMPLE: string = join('samples', '01-bad-credentials');
const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, SAMPLE);

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
  const { code } = await startProgram({
    command: 'npm',
    args: ['ci', '--ignore-scripts'],
    cwd: FOLDER,
    env: process.env,
    onLine: (line) => said.push(line),
  }).end;
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
  const args = ['--require', 'ts-node/register', 'main.ts'];
  const command = process.execPath;
  return startProgram({ command, args, cwd: FOLDER, env, onLine }).end;
}
