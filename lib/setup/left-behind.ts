/** What dead processes left behind: sends it, writes it out, or counts it. */
import { bindingOf } from '../delivery/binding';
import {
  drain,
  drainInto,
  leftIn,
  type Drained,
  type DrainOptions,
  type Left,
} from '../delivery/drain';
import { rejectedBounds } from '../delivery/disk';
import { maySend } from '../journal/header';
import { thisOwner } from '../journal/owner';
import { Rejected, rejectedIn } from '../journal/rejected';
import { planFromEnvironment, type DeliveryPlan } from './delivery-plan';
import { everybodysIn } from './journal-folder';
import { exitTimeoutMsFor, journalBoundsFor } from './settings';

export type { Drained, Left };
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
  const { folder, destination } = plan;
  const binding = bindingOfPlan(plan);
  const recoverer = { folder, self: thisOwner(), binding };
  const rejected = new Rejected(folder, rejectedBounds(journalBoundsFor({})));
  return drain({ ...effort, recoverer, destination, rejected });
}

/** Whether `sendLeft` would send what is bound so. */
export function maySendLeft(
  plan: DeliveryPlan,
  { binding }: Pick<Left, 'binding'>,
): boolean {
  return maySend(bindingOfPlan(plan), binding);
}

function bindingOfPlan(plan: DeliveryPlan): Left['binding'] {
  return bindingOf(plan.folder, plan.service, plan.destination);
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

/** What dead processes left in `folder`, journal by journal. */
export function leftInFolder(
  folder: string,
  sinceMs: number,
): Promise<readonly Left[]> {
  return leftIn({ recoverer: everybodysIn(folder), sinceMs });
}

/** Counts the spans that dead processes left in `folder`. */
export async function spansLeftIn(
  folder: string,
  sinceMs: number,
): Promise<number> {
  const left = await leftInFolder(folder, sinceMs);
  return left.reduce((sum, { spans }) => sum + spans, 0);
}
