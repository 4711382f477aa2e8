/** Looks at the project in a folder: what is installed, and its tsconfig. */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { dialectIn, type DialectFacts } from './tsconfig';

export type { DialectFacts };

export interface Installed {
  readonly version: string;
  /** From the folder of the project. */
  readonly folder: string;
}

export interface ProjectFacts {
  /** Copies of `@opentelemetry/api`. */
  readonly apis: readonly Installed[];
  /** Copies of the SDK, by whichever of its names. */
  readonly sdks: readonly Installed[];
  readonly dialect: DialectFacts;
}

const API = '@opentelemetry/api';
const SDKS = ['@opentelemetry/sdk-trace', '@opentelemetry/sdk-trace-base'];
/** Where pnpm keeps the real folders. */
const STORE = '.pnpm';

/** What the project in `folder` has. */
export function projectIn(folder: string): ProjectFacts {
  const homes = new Set(modulesAbove(folder).flatMap(allModulesIn));
  const copies = (names: readonly string[]): readonly Installed[] =>
    copiesIn([...homes], names, folder);
  return {
    apis: copies([API]),
    sdks: copies(SDKS),
    dialect: dialectIn(folder),
  };
}

/** Node looks upwards; a workspace installs at its root. */
function modulesAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  const above = parent === folder ? [] : modulesAbove(parent);
  const here = join(folder, 'node_modules');
  return existsSync(here) ? [here, ...above] : above;
}

/** `modules` and all `node_modules` of the packages in it. */
function allModulesIn(modules: string): readonly string[] {
  const nested = foldersIn(modules)
    .flatMap((name) => packagesAt(modules, name))
    .map((each) => join(each, 'node_modules'))
    .filter((each) => existsSync(each));
  return [modules, ...nested.flatMap(allModulesIn)];
}

/** A scope and pnpm's store hold packages; all else is one. */
function packagesAt(modules: string, name: string): readonly string[] {
  const path = join(modules, name);
  if (name !== STORE && !name.startsWith('@')) return [path];
  return foldersIn(path).map((each) => join(path, each));
}

/** Links are left out: what they lead to is found where it lies. */
function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    // A folder that cannot be read is none that node would load from.
    return [];
  }
}

function copiesIn(
  homes: readonly string[],
  names: readonly string[],
  folder: string,
): readonly Installed[] {
  const found = new Map<string, Installed>();
  for (const path of homes.flatMap((home) => names.map((n) => join(home, n)))) {
    const version = versionIn(path);
    if (version === undefined) continue;
    const real = realpathSync(path);
    found.set(real, { version, folder: relative(folder, real) });
  }
  return [...found.values()];
}

function versionIn(path: string): string | undefined {
  try {
    const text = readFileSync(join(path, 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    // Not installed here.
    return undefined;
  }
}
