import type { Context } from '@opentelemetry/api';

/** Somebody who waits for the end of a call. The first end counts. */
export interface Settlement {
  /** Where the work of the call runs. */
  readonly context: Context;
  /** @param result what the call came to; `undefined` where it cannot be known */
  succeed(result: unknown): void;
  fail(error: unknown): void;
  /** Told of a thenable: whether it lasts as well, and its end will be heard. */
  watch(result: object): boolean;
  /** What was handed back was collected; made at `since`, by the monotonic clock. */
  abandon(since: number): void;
}
