/**
 * Ends of spans that the stack had no room for.
 *
 * When a recursion overflows, our code runs at the same limit as the host's:
 * an end that overflows half way would be lost, and its error must not take
 * the place of the host's. Such an end waits here until there is room: in a
 * frame further out, at the next annotated call, or when the stack is empty.
 */
import { soon } from '../internal/clock';
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

/** The end of the chain, where those may link on who can make no call. */
export const chain: { last: Postponable } = { last: head };

/** Lets `end` wait. Inner spans come first, and so end before outer ones. */
export function postpone(end: Postponable): void {
  if (end.isPostponed) return;
  end.isPostponed = true;
  chain.last.next = end;
  chain.last = end;
  soon(endPostponed);
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
