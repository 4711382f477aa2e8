/** Attributes for every span of a piece of work, whoever makes it. */
import { type Attributes, context as contexts } from '@opentelemetry/api';
import { associated } from '../context/workflow-context';
import { reason } from '../internal/diag';
import { everspanError, received } from '../internal/errors';
import { usableAttributes } from './attribute-values';
import { recordRedactor, redacted } from './redaction/redact-now';
import { spanSettings } from './span-settings';
import { warnUserCode } from './user-function';
import { performIn, Work } from './work';

/** What everspan says itself would be believed wherever it stands. */
const RESERVED = 'everspan.';

/**
 * Runs `fn` and puts `attributes` on every span that is started inside it: by
 * annotations and, where `init` set tracing up, by other libraries too.
 *
 * They last as long as the work does: across `await`, timers and callbacks, as
 * far as AsyncLocalStorage reaches, and not into other threads and processes.
 * Nested calls add to what is around them, and the inner value of a key wins;
 * attributes that a span is given itself win over both. The span that is active
 * already is left alone: that is what `setAttributes` is for. A value that
 * cannot be recorded is left out and told once (`WARN_EVERSPAN_USER_CODE`), and
 * so are keys that begin with `everspan.`.
 *
 * @param attributes - strings, numbers, booleans, or arrays of one of these;
 *   they are read once, when `associate` is called
 * @param fn - the work; what it returns is returned, what it throws is thrown
 * @throws TypeError `ERR_EVERSPAN_ATTRIBUTES`, `ERR_EVERSPAN_NOT_A_FUNCTION`;
 *   else only what `fn` throws
 * @example
 * ```ts
 * import { associate } from 'everspan';
 *
 * await associate({ 'tenant.id': tenant }, () => orders.place(order));
 * ```
 */
export function associate<Result>(
  attributes: Attributes,
  fn: (this: undefined) => Result,
): Result {
  assertArguments(attributes, fn);
  const own = shown(usable(attributes));
  const { translation } = spanSettings();
  const all = translation?.associate(own) ?? own;
  const where = associated(contexts.active(), all);
  return performIn(where, new Work(fn, undefined, [])) as Result;
}

function assertArguments(attributes: unknown, fn: unknown): void {
  if (!isRecord(attributes)) {
    const got = `got ${received(attributes)}`;
    const detail = `associate takes an object of attributes first, ${got}`;
    throw everspanError('ERR_EVERSPAN_ATTRIBUTES', detail);
  }
  if (typeof fn === 'function') return;
  throw everspanError(
    'ERR_EVERSPAN_NOT_A_FUNCTION',
    `associate takes attributes, and then a function, got ${received(fn)}`,
  );
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function usable(attributes: Attributes): Attributes {
  try {
    return withoutReserved(usableAttributes(attributes, leaveOut));
  } catch (error) {
    // A Proxy whose keys cannot be listed.
    warnUserCode('a set of attributes', reason(error), 'associate');
    return {};
  }
}

/**
 * Other libraries' spans are redacted by key alone, for their texts are theirs;
 * these are not.
 */
function shown(attributes: Attributes): Attributes {
  return redacted(attributes, recordRedactor());
}

function withoutReserved(attributes: Attributes): Attributes {
  const free = Object.entries(attributes).filter(([key]) => {
    const isReserved = key.startsWith(RESERVED);
    if (isReserved) leaveOut(key, `\`${RESERVED}\` is reserved`);
    return !isReserved;
  });
  return Object.fromEntries(free);
}

function leaveOut(key: string, why: string): void {
  warnUserCode(`associated attribute ${key}`, why, 'associate');
}
