/** What is wrong with the option `redact` of `init`. */
import { types } from 'node:util';
import type { RedactOptions } from '../span/redaction/redact';
import {
  aFunction,
  type Check,
  checkEach,
  oneOf,
  type Problem,
  problemIn,
} from './check';

const CHECKS: Readonly<Record<keyof RedactOptions, Check>> = {
  keys: listOf('strings and RegExps', (value) =>
    typeof value === 'string' ? nonEmpty(value) : pattern(value),
  ),
  patterns: listOf('RegExps', pattern),
  personal: oneOf([true, false]),
  with: aFunction,
};

/** What is wrong with the option `redact`. */
export function redactProblem(value: unknown): Problem | string | undefined {
  return checkEach(CHECKS, value);
}

function listOf(what: string, check: Check): Check {
  return (value) =>
    Array.isArray(value)
      ? problemIn(value, check)
      : `expected an array of ${what}`;
}

function nonEmpty(value: string): string | undefined {
  return value.trim() === '' ? 'expected a key that is not empty' : undefined;
}

function pattern(value: unknown): string | undefined {
  return types.isRegExp(value) ? undefined : 'expected a RegExp';
}
