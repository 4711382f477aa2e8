/**
 * What a call does with the context that comes with a message, or that is
 * active around it: goes on in its trace, links to it, or neither.
 */
import { createContextKey, type Context } from '@opentelemetry/api';

/**
 * - `child`: goes on in the same trace, below the sender's span.
 * - `link`: a new trace of its own, whose first span has a link to the sender.
 * - `none`: a new trace without a link.
 */
export type Continuation = 'child' | 'link' | 'none';

const CONTINUATIONS: ReadonlySet<unknown> = new Set<Continuation>([
  'child',
  'link',
  'none',
]);

/** Whether it is one of the three words. */
export function isContinuation(value: unknown): value is Continuation {
  return CONTINUATIONS.has(value);
}

/**
 * The header in which a sender says what it would like the receiver to do.
 * A delayed message, for one, should not hold a trace open for days.
 */
export const CONTINUATION_HEADER = 'everspan-continuation';

const HINT_KEY = createContextKey('everspan.continuation.1');

/** `context` as it came from a sender who wants `hint`. */
export function withHint(context: Context, hint: Continuation): Context {
  return context.setValue(HINT_KEY, hint);
}

/** What the sender of the message that `context` was extracted from wants. */
export function hintIn(context: Context): Continuation | undefined {
  const hint = context.getValue(HINT_KEY);
  return isContinuation(hint) ? hint : undefined;
}
