/**
 * Ends of spans that the stack had no room for.
 *
 * When a recursion overflows, our code runs at the same limit as the host's:
 * an end that overflows half way would be lost, and its error must not take
 * the place of the host's. Such an end waits here until there is room: in a
 * frame further out, at the next annotated call, or when the stack is empty.
 */
import { hasStackHeadroom } from './stack-headroom';

/** An end that can wait; itself a link of the chain of those that do. */
export interface Postponable {
  isPostponed: boolean;
  next: Postponable | undefined;
  /** Ends the span; never throws. */
  end(): void;
}

const head: Postponable = {
  isPostponed: true,
  next: undefined,
  end: () => undefined,
};

interface Chain {
  /** Where those may link on who can make no call of ours. */
  last: Postponable;
  /**
   * Ends what waits when the stack is empty; `undefined` once it was called. Of
   * the engine, so it needs hardly more room than there is in any frame: a timer
   * could overflow itself, and then nobody would come back to what waits.
   */
  wake: (() => void) | undefined;
}

export const chain: Chain = { last: head, wake: undefined };

function listen(): void {
  void new Promise<void>((resolve) => {
    chain.wake = resolve;
  }).then(() => {
    listen();
    endPostponed();
  });
}

listen();

/** Lets `end` wait. Inner spans come first, and so end before outer ones. */
export function postpone(end: Postponable): void {
  if (end.isPostponed) return;
  end.isPostponed = true;
  chain.last.next = end;
  chain.last = end;
  wake();
}

function wake(): void {
  const { wake: resolve } = chain;
  // Node tells of promises that are resolved twice, and may overflow by that.
  chain.wake = undefined;
  resolve?.();
}

/** Whether any end waits: then the stack was short, and may still be. */
export function hasPostponed(): boolean {
  return chain.last !== head;
}

/** Ends all that wait if there is room now; says whether there is. */
export function endPostponed(): boolean {
  if (!hasStackHeadroom()) return false;
  let each = head.next;
  head.next = undefined;
  chain.last = head;
  for (; each !== undefined; each = each.next) each.end();
  return true;
}
