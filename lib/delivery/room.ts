/**
 * What there is no room for: it leaves memory for the disk, or it is dropped,
 * counted and told of.
 */
import { warnOnce } from '../internal/diag';
import type { Keeper, Stored } from '../journal/stored';
import type { Accounts } from './accounts';
import type { Entry } from './entry';
import type { Queues } from './queues';
import type { Counters, DropReason } from './stats';

/**
 * What is on disk as well needs little memory: as much as the next requests
 * take. Only what is nowhere else may fill the bound.
 */
const SHARE_OF_STORED = 1 / 16;

export interface RoomOptions {
  readonly queues: Queues;
  readonly accounts: Accounts;
  readonly counters: Counters;
  /** Bytes in memory; above it the oldest successful ones go first. */
  readonly maxBytes: number;
}

/** Keeps what waits within its bound. */
export class Room {
  readonly #options: RoomOptions;

  constructor(options: RoomOptions) {
    this.#options = options;
  }

  /**
   * Oldest successful first, then oldest failed; never what is on its way.
   * What is on disk leaves memory before anything is dropped.
   */
  make(): void {
    const { queues, accounts, maxBytes } = this.#options;
    if (accounts.bytes <= maxBytes * SHARE_OF_STORED) return;
    for (const queue of queues.leastFirst) {
      this.#whileAbove(
        maxBytes * SHARE_OF_STORED,
        () => queue.evictable,
        (entry) => (accounts.bytes -= queue.evict(entry)),
      );
    }
    for (const queue of queues.leastFirst) {
      this.#whileAbove(
        maxBytes,
        () => queue.droppable,
        (entry) => {
          this.#dropForMemory(entry);
        },
      );
    }
  }

  dropForDisk(entry: Entry): void {
    this.#drop(entry, 'disk');
    warnOnce(
      'WARN_EVERSPAN_DROPPED',
      'the journal is full; the oldest spans that did not fail are dropped ' +
        'first (option "journal.maxBytes")',
      'disk',
    );
  }

  /** Of an entry that stands in no queue any more. */
  giveUp(entry: Entry, reason: DropReason): void {
    const { queues, accounts, counters } = this.#options;
    accounts.remove(entry);
    queues.forget(entry);
    if (entry.isRecovered) counters.dropRecovered(reason, entry.spans);
    else counters.drop(reason, entry.spans);
    release([entry]);
  }

  #whileAbove(
    maxBytes: number,
    oldest: () => Entry | undefined,
    act: (entry: Entry) => void,
  ): void {
    while (this.#options.accounts.bytes > maxBytes) {
      const entry = oldest();
      if (!entry) return;
      act(entry);
    }
  }

  #dropForMemory(entry: Entry): void {
    this.#drop(entry, 'memory');
    warnOnce(
      'WARN_EVERSPAN_DROPPED',
      `more than ${String(this.#options.maxBytes)} bytes of spans wait; the ` +
        'oldest ones that did not fail are dropped first (option ' +
        '"maxMemoryBytes")',
      'memory',
    );
  }

  #drop(entry: Entry, reason: DropReason): void {
    this.#options.queues.of(entry).delete(entry);
    this.giveUp(entry, reason);
  }
}

/** Tells those who keep the entries on disk that they need not any more. */
export function release(entries: readonly Entry[]): void {
  const byKeeper = new Map<Keeper, Stored[]>();
  for (const { stored } of entries) {
    if (!stored) continue;
    const sameKeeper = byKeeper.get(stored.keeper);
    if (sameKeeper) sameKeeper.push(stored);
    else byKeeper.set(stored.keeper, [stored]);
  }
  for (const [keeper, stored] of byKeeper) keeper.taken(stored);
}
