/** The correlation id by hand, where no annotation gives it. */
import { context as contexts } from '@opentelemetry/api';
import { isCorrelationId, MAX_CORRELATION_ID } from '../context/correlation';
import {
  withCorrelationId,
  workflowContext,
} from '../context/workflow-context';
import { everspanError, received } from '../internal/errors';

/**
 * Runs `fn` with `id` as the business id of all spans started in it, other
 * libraries' too, and of all messages that `inject` is given there.
 *
 * @returns what `fn` returns; what it throws is thrown on
 * @throws TypeError `ERR_EVERSPAN_CORRELATION_ID` where `id` is no string of 1
 *   to 256 characters, `ERR_EVERSPAN_NOT_A_FUNCTION` where `fn` is none
 * @example
 * ```ts
 * import { withCorrelation } from 'everspan/messaging';
 *
 * declare function ship(order: string): Promise<void>;
 *
 * const shipped = withCorrelation('order-7', () => ship('order-7'));
 * ```
 */
export function withCorrelation<Result>(id: string, fn: () => Result): Result {
  if (!isCorrelationId(id)) throw badId(id);
  if (typeof fn !== 'function') throw noFunction(fn);
  return contexts.with(withCorrelationId(contexts.active(), id), fn);
}

/** The business id that is active here, if one is. */
export function correlationId(): string | undefined {
  return workflowContext(contexts.active())?.correlationId;
}

function badId(id: unknown): Error {
  return everspanError(
    'ERR_EVERSPAN_CORRELATION_ID',
    `withCorrelation takes a string of 1 to ${String(MAX_CORRELATION_ID)} ` +
      `characters, got ${received(id)}`,
  );
}

function noFunction(fn: unknown): Error {
  return everspanError(
    'ERR_EVERSPAN_NOT_A_FUNCTION',
    `withCorrelation takes an id and then a function, got ${received(fn)}`,
  );
}
