/** Checks of options, from which a message names the very value that is bad. */
import { received } from '../internal/errors';
import { isCallable, isRecord, kindOfValue } from '../internal/kind-of-value';

/** A bad value inside an option. */
export interface Problem {
  /** Names on the way to the value, the outermost first. */
  readonly at: readonly string[];
  readonly wrong: string;
  readonly value: unknown;
}

/** What is wrong with a value, or with one in it; `undefined` if nothing is. */
export type Check = (value: unknown) => Problem | string | undefined;

/** `undefined` counts as not given, so that options can be passed on. */
export function checkEach(
  checks: Readonly<Record<string, Check>>,
  options: unknown,
): Problem | string | undefined {
  if (!isRecord(options)) return plainObject(options);
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) return unknownOption(name, Object.keys(checks));
    const problem = value === undefined ? undefined : check(value);
    if (problem) return problemAt(name, problem, value);
  }
  return undefined;
}

/** The first problem of a list. */
export function problemIn(
  values: readonly unknown[],
  check: Check,
): Problem | undefined {
  for (const [index, value] of values.entries()) {
    const problem = check(value);
    if (problem) return problemAt(String(index), problem, value);
  }
  return undefined;
}

/** The problem with what is called `name`, or with something in it. */
export function problemAt(
  name: string,
  problem: Problem | string,
  value: unknown,
): Problem {
  return typeof problem === 'string'
    ? { at: [name], wrong: problem, value }
    : { ...problem, at: [name, ...problem.at] };
}

/** The problem in one line; `value` is what was checked. */
export function tell(problem: Problem | string, value: unknown): string {
  if (typeof problem === 'string') {
    return `${problem}, received ${received(value)}`;
  }
  const { at, wrong } = problem;
  return `option "${at.join('.')}": ${wrong}${gotten(problem)}`;
}

function unknownOption(name: string, known: readonly string[]): Problem {
  const wrong = `unknown; there are ${known.join(', ')}`;
  return { at: [name], wrong, value: undefined };
}

const SECRET = new Set(['headers', 'redact', 'tls']);

/** Of a value that may be secret only its kind is told. */
function gotten({ at, value }: Problem): string {
  if (value === undefined) return '';
  const hasSecret = typeof value === 'string' && /[@?]/.test(value);
  const isSecret = hasSecret || SECRET.has(at[0] ?? '');
  return `, received ${isSecret ? kindOfValue(value) : received(value)}`;
}

/** A text that says something. */
export function nonEmptyString(value: unknown): string | undefined {
  const isText = typeof value === 'string' && value.trim() !== '';
  return isText ? undefined : 'expected a non-empty string';
}

/** A function; a class is none that can be called. */
export function aFunction(value: unknown): string | undefined {
  return isCallable(value) ? undefined : 'expected a function';
}

/** Arrays, maps and `Headers` have nothing that `Object.entries` would see. */
export function plainObject(value: unknown): string | undefined {
  return isRecord(value) ? undefined : PLAIN_OBJECT;
}

const PLAIN_OBJECT = 'expected a plain object';

/** A plain object that is often taken for something simpler. */
export function plainObjectLike(example: string, check: Check): Check {
  return (value) =>
    isRecord(value) ? check(value) : `${PLAIN_OBJECT}, such as ${example}`;
}

/** One of a few values. */
export function oneOf(allowed: readonly unknown[]): Check {
  const list = allowed.map((each) => JSON.stringify(each)).join(' or ');
  return (value) => (allowed.includes(value) ? undefined : `expected ${list}`);
}

/** A whole number within bounds, both included. */
export function wholeNumber(min: number, max: number): Check {
  return (value) =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max
      ? undefined
      : `expected a whole number from ${String(min)} to ${String(max)}`;
}

/** An object that has `methods`. */
export function withMethods(methods: readonly string[]): Check {
  return (value) =>
    methods.every((method) => hasMethod(value, method))
      ? undefined
      : `expected an object with the methods ${methods.join(', ')}`;
}

function hasMethod(value: unknown, method: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, method) === 'function';
}
