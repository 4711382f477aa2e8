/** The other libraries: where they are, and which versions they are. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Peer {
  /** The folder with its manifest, its lock and its `peer.cjs`. */
  readonly name: string;
  /** The packages whose versions say what was measured. */
  readonly packages: readonly string[];
  /** What it puts before `/v1/traces`. */
  readonly prefix?: string;
}

export const PEERS: readonly Peer[] = [
  { name: 'opentelemetry', packages: ['@opentelemetry/sdk-node'] },
  { name: 'traceloop', packages: ['@traceloop/node-server-sdk'] },
  {
    name: 'langfuse',
    packages: ['@langfuse/otel', '@langfuse/tracing'],
    prefix: '/api/public/otel',
  },
  { name: 'openinference', packages: ['@arizeai/openinference-core'] },
  { name: 'logfire', packages: ['@pydantic/logfire-node'] },
  { name: 'autotel', packages: ['autotel'] },
];

/** Its functions, in the shape of the fixtures of `spec/deaths`. */
export function moduleOf({ name }: Peer): string {
  return join(folderOf(name), 'peer.cjs');
}

/**
 * Installs what is missing, by each library's own lock and without scripts.
 *
 * @returns the libraries that are there now
 */
export function installed(): readonly Peer[] {
  return PEERS.filter(({ name }) => {
    const isThere = existsSync(join(folderOf(name), 'node_modules'));
    return isThere || install(name);
  });
}

function install(name: string): boolean {
  const cwd = folderOf(name);
  // On Windows npm is a script for the shell; nothing here needs quoting.
  const shell = process.platform === 'win32';
  try {
    const args = ['ci', '--ignore-scripts', '--loglevel=error'];
    execFileSync('npm', args, { cwd, shell, stdio: ['ignore', 2, 2] });
    return true;
  } catch {
    console.error(`${name} cannot be installed here.`);
    return false;
  }
}

/** For a table: the packages with their versions. */
export function versionsOf({ name, packages }: Peer): string {
  const versions = packages.map((each) => {
    const file = join(folderOf(name), 'node_modules', each, 'package.json');
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return `${each} ${(manifest as { version: string }).version}`;
  });
  return versions.join(', ');
}

function folderOf(name: string): string {
  return join(__dirname, name);
}
