/** The package as npm would publish it, and a fresh project that has it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AS_GIVEN } from '../support/environment';

/** The checkout. */
export const ROOT: string = resolve(__dirname, '../..');

export interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Runs npm as the machine's own shell finds it: on Windows it is a script
 * file, which only a shell can start.
 */
export function npm(args: readonly string[], folder: string): string {
  return execFileSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    env: AS_GIVEN,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Packs `dist` as it stands into `folder`. No scripts: a build in the middle
 * of a run would take the files away from under the specs that use them.
 */
export function pack(folder: string): Packed {
  const args = ['pack', '--json', '--ignore-scripts'];
  const told: unknown = JSON.parse(
    npm([...args, '--pack-destination', folder], ROOT),
  );
  // An array until npm 11, an object by package name later.
  const [packed] = Object.values(told as Record<string, Packed>);
  if (packed === undefined) throw new Error('npm packed nothing');
  return packed;
}

/**
 * A project that has the packed package, without asking a registry: the
 * package is unpacked, and what it depends on is the checkout's.
 */
export function projectWith(folder: string, { filename }: Packed): string {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', filename], { cwd: folder });
  renameSync(join(folder, 'package'), join(modules, 'everspan'));
  for (const scope of ['@opentelemetry', '@protobuf-ts']) {
    // A junction, because Windows gives symbolic links to few.
    const ours = join(ROOT, 'node_modules', scope);
    symlinkSync(ours, join(modules, scope), 'junction');
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  return folder;
}

/** A developer's own, at the default address, is not to get what specs make. */
const NO_BACKEND = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };

/** Runs `program` as a file of the project; returns what it printed. */
export function run(project: string, name: string, program: string): string {
  writeFileSync(join(project, name), program);
  return execFileSync(process.execPath, [name], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, ...NO_BACKEND },
  });
}
