/** A folder with programs in it that finds everspan as an installed package. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** Whatever a program imports, by where it is; the rest is everspan's own. */
const PACKAGES: Readonly<Record<string, string>> = {
  everspan: ROOT,
  '@opentelemetry': join(ROOT, 'node_modules', '@opentelemetry'),
  'reflect-metadata': join(__dirname, 'node_modules', 'reflect-metadata'),
  '@swc': join(__dirname, 'node_modules', '@swc'),
};

export interface Project {
  readonly folder: string;
  /** Writes a file, and returns its path. */
  write(name: string, text: string): string;
  remove(): void;
}

export function newProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'everspan-bundles-'));
  for (const [name, target] of Object.entries(PACKAGES)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, 'junction');
  }
  return {
    folder,
    write: (name, text) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The text of a program in `programs/`. */
export function sourceOf(name: string): string {
  return readFileSync(join(__dirname, 'programs', name), 'utf8');
}

/** As a bundler gets it: types and decorators are compiled, imports are not. */
export function asModule(source: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}
