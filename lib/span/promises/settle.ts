/**
 * When is the result of a call over?
 *
 * A value is over at once; a promise or another thenable when it settles. What
 * it settles with, like a value itself, may last: `Settlement.succeed` asks.
 */
import { isPlainPromise, observePromise } from './plain-promise';
import type { Settlement } from './settlement';
import { isThenable, observeThenable } from './thenable';
import type { Outcome } from '../work';

/**
 * Tells `settlement` when the result is over, and gives what the host gets
 * for it.
 */
export function settle(
  { fn, result }: Outcome,
  settlement: Settlement,
): unknown {
  if (!isObject(result)) return succeedNow(result, settlement);
  if (isPlainPromise(result, fn)) return observePromise(result, settlement);
  if (!isThenable(result)) return succeedNow(result, settlement);
  const isHeard = observeThenable(result, settlement);
  // Lazy queries can be iterated instead of awaited.
  const isWatched = settlement.watch(result);
  if (!isHeard && !isWatched) settlement.succeed(undefined);
  return result;
}

function succeedNow(result: unknown, settlement: Settlement): unknown {
  settlement.succeed(result);
  return result;
}

function isObject(value: unknown): value is object {
  return (
    (typeof value === 'object' && value !== null) || typeof value === 'function'
  );
}
