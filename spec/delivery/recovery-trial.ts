/** A recovery, and what its specs leave for it and take from it. */
import { Outbox } from '../../lib/delivery/outbox';
import { Recovery } from '../../lib/delivery/recovery';
import { Counters } from '../../lib/delivery/stats';
import { ended, journalIn, recovererIn } from '../journal/journal-folder';
import { namesIn } from './ended-spans';

export const DAY_MS = 86_400_000;

export interface RecoveryBounds {
  readonly maxBytes?: number;
  readonly maxMemoryBytes?: number;
}

/** One that gives up after two days. */
export function recoveryIn(
  folder: string,
  { maxBytes = 1_000_000, maxMemoryBytes = 1e6 }: RecoveryBounds = {},
) {
  const counters = new Counters();
  const outbox = new Outbox(maxMemoryBytes, counters);
  let claims = 0;
  let prunes = 0;
  const recovery = new Recovery({
    recoverer: recovererIn(folder),
    outbox,
    counters,
    rejected: { prune: () => (prunes += 1) },
    maxAgeMs: 2 * DAY_MS,
    maxBytes,
    detached: (fn) => {
      fn();
    },
    onClaimed: () => (claims += 1),
  });
  const dropped = () => counters.read('everspan', 0).dropped;
  const counts = { claims: () => claims, prunes: () => prunes };
  return { recovery, outbox, dropped, ...counts };
}

/** Leaves the journal of a dead process, in which these spans have ended. */
export function dieIn(folder: string, names: readonly string[]): void {
  const journal = journalIn(folder);
  for (const name of names) {
    journal.write({ started: [], ended: ended(name) });
  }
  journal.close();
}

/** The backend takes all that waits. */
export function sendAll(outbox: Outbox): readonly string[] {
  const batch = outbox.take(1e9);
  outbox.forget(batch);
  return batch.flatMap(({ bytes }) => namesIn(bytes));
}

export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}
