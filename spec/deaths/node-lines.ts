/** Node binaries of other release lines, kept outside the checkout. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CACHE = join(tmpdir(), 'everspan-node-lines');

export interface NodeLine {
  /** As node itself says it, without the `v`. */
  readonly version: string;
  readonly binary: string;
}

/**
 * The node of a release line: the running one where it is of that line, else
 * the npm package `node`, installed once into the temporary folder.
 */
export function nodeOfLine(line: string): NodeLine {
  if (process.versions.node.split('.', 1)[0] === line) return runningNode();
  const binary = binaryIn(join(CACHE, line));
  if (!existsSync(binary)) install(line);
  const version = execFileSync(binary, ['--version']).toString().trim();
  return { version: version.slice(1), binary };
}

export function runningNode(): NodeLine {
  return { version: process.versions.node, binary: process.execPath };
}

function binaryIn(folder: string): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(folder, 'node_modules', 'node', 'bin', name);
}

function install(line: string): void {
  const folder = join(CACHE, line);
  mkdirSync(folder, { recursive: true });
  const args = ['install', '--no-save', '--prefix', folder, `node@${line}`];
  // On Windows npm is a script for the shell; nothing here needs quoting.
  const shell = process.platform === 'win32';
  execFileSync('npm', args, { stdio: ['ignore', 2, 2], shell });
}
