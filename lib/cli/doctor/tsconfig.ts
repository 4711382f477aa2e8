/** Which dialect of decorators a project's tsconfig.json asks for. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { reason } from '../../internal/diag';
import { isRecord } from '../../internal/kind-of-value';

export type DialectFacts =
  | { readonly kind: 'none' | 'experimental' | 'standard' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** The dialect of the project in `folder`. */
export function dialectIn(folder: string): DialectFacts {
  const file = join(folder, 'tsconfig.json');
  if (!existsSync(file)) return { kind: 'none' };
  try {
    const isExperimental = flagIn(file, []) ?? false;
    return { kind: isExperimental ? 'experimental' : 'standard' };
  } catch (error) {
    return { kind: 'unreadable', why: `${file}: ${reason(error)}` };
  }
}

/** What the file says, else what it extends; the last of several wins. */
function flagIn(file: string, seen: readonly string[]): boolean | undefined {
  if (seen.includes(file)) return undefined;
  const config = objectIn(
    JSON.parse(withoutComments(readFileSync(file, 'utf8'))),
  );
  const flag = objectIn(config['compilerOptions'])['experimentalDecorators'];
  if (typeof flag === 'boolean') return flag;
  return [config['extends'] ?? []]
    .flat()
    .filter((base) => typeof base === 'string')
    .map((base) => flagIn(fileOf(base, file), [...seen, file]))
    .findLast((each) => each !== undefined);
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? { ...value } : {};
}

function fileOf(base: string, from: string): string {
  const isPath = base.startsWith('.') || isAbsolute(base);
  if (!isPath) return createRequire(from).resolve(base);
  const path = resolve(dirname(from), base);
  return existsSync(path) ? path : `${path}.json`;
}

const STRING = /"(?:[^"\\]|\\.)*"/;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//;
/** A comma behind which only a bracket comes. */
const TRAILING = /,(?=\s*[}\]])/;

/** JSON of what TypeScript takes for it. */
export function withoutComments(text: string): string {
  const bare = keepingStrings(text, COMMENT);
  return keepingStrings(bare, TRAILING);
}

function keepingStrings(text: string, pattern: RegExp): string {
  const either = new RegExp(`(${STRING.source})|${pattern.source}`, 'g');
  return text.replace(either, (_, string?: string) => string ?? '');
}
