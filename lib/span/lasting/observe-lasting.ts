/** Waits for the end of a result that lasts, in the way of its kind. */
import { observeAsyncIterable, observeIterator } from './iteration';
import { type LastingSettlement, type Observe, waitFor } from './lasting';
import { type LastingKind, lastingKindOf } from './lasting-kind';
import { observeNodeStream } from './node-stream';
import { observeWebStream } from './web-stream';

const OBSERVERS: Readonly<Record<LastingKind, Observe<object>>> = {
  iterator: observeIterator,
  asyncIterable: observeAsyncIterable,
  webStream: observeWebStream,
  nodeStream: observeNodeStream,
};

/**
 * Whether `result` lasts and `settlement` will hear of its end; not so where
 * it is frozen, a Proxy, or over already.
 */
export function observeLasting(
  result: object,
  settlement: LastingSettlement,
): boolean {
  try {
    const kind = lastingKindOf(result);
    if (kind === undefined) return false;
    return waitFor(result, settlement, OBSERVERS[kind]);
  } catch {
    // Something behind it refuses to be asked or to be covered.
    return false;
  }
}
