/**
 * Sends what has ended before Lambda sees the answer: after it the sandbox is
 * frozen, for minutes or for ever. A `process.exit`, a crash or a timeout in
 * between needs none of this.
 */
import { flush } from 'everspan';

/** An invocation does not wait longer than this for a backend that is away. */
const PATIENCE_MS = 5_000;

type Handler<Args extends unknown[], Result> = (
  ...args: Args
) => Promise<Result>;

export function beforeFreeze<Args extends unknown[], Result>(
  handler: Handler<Args, Result>,
): Handler<Args, Result> {
  const patient: Handler<Args, Result> = async (...args) => {
    try {
      return await handler(...args);
    } finally {
      await flush(PATIENCE_MS);
    }
  };
  // Lambda reads from it whether a handler expects a callback.
  return Object.defineProperty(patient, 'length', { value: handler.length });
}
