/** What dead processes left behind: sends it, writes it out, or counts it. */
import { bindingOf } from '../delivery/binding';
import {
  countLeft,
  drain,
  drainInto,
  type Drained,
  type DrainOptions,
} from '../delivery/drain';
import { rejectedBounds } from '../delivery/disk';
import { thisOwner } from '../journal/owner';
import { Rejected, rejectedIn } from '../journal/rejected';
import { planFromEnvironment, type DeliveryPlan } from './delivery-plan';
import { everybodysIn } from './journal-folder';
import { exitTimeoutMsFor, journalBoundsFor } from './settings';

export type { Drained };
export { planFromEnvironment, rejectedIn };

/** Milliseconds that the end of a process may take. */
export function exitTimeoutMs(): number {
  return exitTimeoutMsFor({});
}

/** How long, and how far back. */
export type Effort = Pick<
  DrainOptions,
  'sinceMs' | 'waiter' | 'patienceMs' | 'until'
>;

/**
 * Sends what dead processes left in the plan's folder, as far as it is bound
 * to the plan's service and destination.
 */
export function sendLeft(plan: DeliveryPlan, effort: Effort): Promise<Drained> {
  const { folder, service, destination } = plan;
  const binding = bindingOf(folder, service, destination);
  const recoverer = { folder, self: thisOwner(), binding };
  const rejected = new Rejected(folder, rejectedBounds(journalBoundsFor({})));
  return drain({ ...effort, recoverer, destination, rejected });
}

/**
 * Gives all that dead processes left in `folder` to `write`, wherever it was
 * to be sent; what `write` returned from is removed from the folder.
 *
 * @returns how many spans that were
 */
export function writeOutLeft(
  folder: string,
  write: (requests: readonly Uint8Array[]) => void,
): Promise<number> {
  return drainInto(write, { recoverer: everybodysIn(folder), sinceMs: 0 });
}

/** Counts the spans that dead processes left in `folder`. */
export function spansLeftIn(folder: string, sinceMs: number): Promise<number> {
  return countLeft({ recoverer: everybodysIn(folder), sinceMs });
}
