/**
 * When is the result of a call over?
 *
 * A value is over at once; a promise or another thenable when it settles.
 * What takes longer in another way (an iterator, a stream) joins here.
 */
import { isPlainPromise, observePromise } from './plain-promise';
import type { Settlement } from './settlement';
import { isThenable, observeThenable } from './thenable';
import type { Work } from './work';

/**
 * Tells `settlement` when the result of `work` is over, and gives what the
 * host gets for it.
 */
export function settle(work: Work, settlement: Settlement): unknown {
  const { fn, result } = work;
  if (!isObject(result)) return succeedNow(result, settlement);
  if (isPlainPromise(result, fn)) return observePromise(result, settlement);
  if (!isThenable(result)) return succeedNow(result, settlement);
  if (!observeThenable(result, settlement)) settlement.succeed(undefined);
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
