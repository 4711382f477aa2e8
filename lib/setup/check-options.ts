/** What is wrong with a bad option of `init` or `processor`. */
import { everspanError } from '../internal/errors';
import { isRecord } from '../internal/kind-of-value';
import { usableAttributes } from '../span/attribute-values';
import { captureProblem } from '../span/capture/capture-option';
import { DIALECT_NAMES } from '../span/dialects/translation';
import type { Hooks } from '../span/hooks';
import { headersProblem, httpUrl, tlsProblem } from './destination-checks';
import { instrumentationsProblem } from './instrumentations';
import {
  aFunction,
  type Check,
  checkEach,
  nonEmptyString,
  oneOf,
  plainObject,
  plainObjectLike,
  type Problem,
  problemAt,
  problemIn,
  tell,
  wholeNumber,
  withMethods,
} from './check';
import type { InitOptions, JournalOptions, ProcessorOptions } from './options';
import { redactProblem } from './redact-option';

const MAX_TIMEOUT_MS = 600_000;
const MIN_MEMORY_BYTES = 65_536;

const PROCESSOR_CHECKS: Readonly<Record<keyof ProcessorOptions, Check>> = {
  endpoint: httpUrl,
  headers: plainObjectLike("{ authorization: 'Bearer …' }", headersProblem),
  compression: oneOf(['gzip', 'none']),
  tls: tlsProblem,
  maxMemoryBytes: wholeNumber(MIN_MEMORY_BYTES, Number.MAX_SAFE_INTEGER),
  journal,
  exitTimeoutMs: wholeNumber(0, MAX_TIMEOUT_MS),
  redact: redactProblem,
};

const CHECKS: Readonly<Record<keyof InitOptions, Check>> = {
  serviceName: nonEmptyString,
  serviceVersion: nonEmptyString,
  resource,
  ...PROCESSOR_CHECKS,
  sampling: plainObjectLike('{ ratio: 0.1 }', (value) =>
    checkEach(SAMPLING_CHECKS, value),
  ),
  hooks: (value) => checkEach(HOOK_CHECKS, value),
  continuation: oneOf(['child', 'link', 'none']),
  propagateCorrelation: oneOf([true, false]),
  capture: captureProblem,
  dialects,
  instrumentations: instrumentationsProblem,
  processors,
  exporter: withMethods(['export', 'shutdown']),
};

const MIN_JOURNAL_BYTES = 1_048_576;

const JOURNAL_CHECKS: Readonly<Record<keyof JournalOptions, Check>> = {
  directory: nonEmptyString,
  maxBytes: wholeNumber(MIN_JOURNAL_BYTES, Number.MAX_SAFE_INTEGER),
  maxAgeMs: wholeNumber(0, Number.MAX_SAFE_INTEGER),
};

const HOOK_CHECKS: Readonly<Record<keyof Hooks, Check>> = {
  onStart: aFunction,
  onSuccess: aFunction,
  onFailure: aFunction,
};

const SAMPLING_CHECKS = {
  ratio: (value: unknown): string | undefined =>
    typeof value === 'number' && value >= 0 && value <= 1
      ? undefined
      : 'expected a number from 0 to 1',
  keepFailures: oneOf([true, false]),
};

/** @throws `ERR_EVERSPAN_INIT_OPTION` for the first bad or unknown option */
export function checkOptions(options: unknown): asserts options is InitOptions {
  check(CHECKS, options);
}

/** @throws `ERR_EVERSPAN_INIT_OPTION` for the first bad or unknown option */
export function checkProcessorOptions(
  options: unknown,
): asserts options is ProcessorOptions {
  check(PROCESSOR_CHECKS, options);
}

function check(
  checks: Readonly<Record<string, Check>>,
  options: unknown,
): void {
  const problem = problemWith(checks, options);
  if (problem === undefined) return;
  throw everspanError('ERR_EVERSPAN_INIT_OPTION', tell(problem, options));
}

function problemWith(
  checks: Readonly<Record<string, Check>>,
  options: unknown,
): Problem | string | undefined {
  try {
    return checkEach(checks, options);
  } catch {
    return 'expected options that can be read: a getter or a Proxy threw';
  }
}

function resource(value: unknown): Problem | string | undefined {
  if (!isRecord(value)) return plainObject(value);
  const bad: string[] = [];
  usableAttributes(value, (name) => bad.push(name));
  const [name] = bad;
  if (name === undefined) return undefined;
  return problemAt(name, ATTRIBUTE_VALUE, Reflect.get(value, name));
}

const ATTRIBUTE_VALUE =
  'expected a string, a number, a boolean, or a list of one of these';

function journal(value: unknown): Problem | string | undefined {
  if (typeof value === 'boolean') return undefined;
  if (!isRecord(value)) return 'expected true, false or an object';
  return checkEach(JOURNAL_CHECKS, value);
}

function dialects(value: unknown): Problem | string | undefined {
  if (!Array.isArray(value)) return 'expected an array of dialects';
  return problemIn(value, oneOf(DIALECT_NAMES));
}

function processors(value: unknown): Problem | string | undefined {
  if (!Array.isArray(value)) return 'expected an array of span processors';
  return problemIn(value, isProcessor);
}

const isProcessor = withMethods(['onStart', 'onEnd', 'forceFlush', 'shutdown']);
