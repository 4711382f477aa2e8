/** What `everspan view` was told on the command line. Pure. */
import { readArguments } from './arguments';
import { usageError } from './usage-error';

export interface ViewOptions {
  readonly port: number;
  readonly host: string;
  readonly save: string | undefined;
  readonly open: readonly string[];
  readonly cors: readonly string[];
  readonly maxBytes: number | undefined;
}

export const DEFAULT_PORT = 4318;
const DEFAULT_HOST = '127.0.0.1';
const MAX_PORT = 65_535;

/**
 * `undefined` where help was asked for.
 *
 * @throws `ERR_EVERSPAN_USAGE`
 */
export function readViewOptions(
  args: readonly string[],
): ViewOptions | undefined {
  const { values, positionals } = readArguments(args, {
    port: { type: 'string' },
    host: { type: 'string' },
    save: { type: 'string' },
    open: { type: 'string', multiple: true },
    cors: { type: 'string', multiple: true },
    'max-bytes': { type: 'string' },
  });
  if (values['help'] === true) return undefined;
  const [extra] = positionals;
  if (extra !== undefined) {
    throw usageError(`A file stands behind --open or --save: ${extra}.`);
  }
  return {
    port: numberIn(values, 'port', MAX_PORT) ?? DEFAULT_PORT,
    host: textIn(values, 'host') ?? DEFAULT_HOST,
    save: textIn(values, 'save'),
    open: textsIn(values, 'open'),
    cors: textsIn(values, 'cors').map(originOf),
    maxBytes: numberIn(values, 'max-bytes', Number.MAX_SAFE_INTEGER),
  };
}

type Values = Readonly<Record<string, unknown>>;

function textIn(values: Values, name: string): string | undefined {
  const value = values[name];
  if (value === '') throw usageError(`--${name} is empty.`);
  return typeof value === 'string' ? value : undefined;
}

function textsIn(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : [];
}

function numberIn(
  values: Values,
  name: string,
  max: number,
): number | undefined {
  const text = textIn(values, name);
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Infinity;
  if (number <= max) return number;
  throw usageError(`--${name} is a number from 0 to ${max}, not ${text}.`);
}

/** `*` would let every page that is open in the browser send. */
function originOf(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === text.toLowerCase()) return origin;
  throw usageError(`--cors is an origin such as https://shop.test: ${text}.`);
}
