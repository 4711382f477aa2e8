/**
 * The spans that have ended and that the backend has not taken yet, as bytes.
 *
 * The same bytes are written to the journal, wait here and are the body on the
 * wire: export requests that stand behind each other are one valid request.
 */
import { reportInternal, warnOnce } from '../internal/diag';
import { Journal, type Generation } from '../journal/journal';
import type { Keeper, Stored } from '../journal/stored';
import type { Entry } from './entry';
import type { Intake } from './intake';
import { Queue } from './queue';
import type { Counters, DropReason } from './stats';

/** Entries that travel in one request. */
export type Batch = readonly Entry[];

type Importance = 'failed' | 'ordinary' | 'recovered';

/**
 * What is on disk as well needs little memory: as much as the next requests
 * take. Only what is nowhere else may fill the bound.
 */
const SHARE_OF_STORED = 0.25;

/** What waits for the backend, in order of importance. */
export class Outbox {
  readonly #maxBytes: number;
  readonly #counters: Counters;
  /** Where spans are that are not entries yet. */
  #intake: Pick<Intake, 'waiting' | 'seal'> | undefined;
  /** In the order in which they leave; of dead processes last. */
  readonly #queues: Readonly<Record<Importance, Queue>> = {
    failed: new Queue(),
    ordinary: new Queue(),
    recovered: new Queue(),
  };
  /** All of this process, those on their way included. */
  readonly #waiting = new Set<Entry>();
  /** Taken for a request whose answer is not known yet. */
  readonly #inFlight = new Set<Entry>();
  /** In memory, those on their way included. */
  #bytes = 0;
  #spans = 0;
  #recoveredSpans = 0;

  constructor(maxBytes: number, counters: Counters) {
    this.#maxBytes = maxBytes;
    this.#counters = counters;
  }

  /** Spans of this process that wait, those on their way included. */
  get waiting(): number {
    return this.#spans + (this.#intake?.waiting ?? 0);
  }

  /** Spans of dead processes that wait, those on their way included. */
  get recovered(): number {
    return this.#recoveredSpans;
  }

  /** Bytes that wait in memory, those on their way included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Lets the outbox ask for what is still being grouped. */
  feedFrom(intake: Pick<Intake, 'waiting' | 'seal'>): void {
    this.#intake = intake;
  }

  add(entry: Entry): void {
    this.#queueOf(entry).push(entry);
    this.#count(entry, 1);
    this.#makeRoom();
  }

  /** All entries of this process, those on their way included. */
  waitingNow(): Batch {
    this.#intake?.seal();
    return [...this.#waiting];
  }

  /** Spans of this process that wait and are not on disk. */
  get unsaved(): number {
    return this.waitingNow()
      .filter(({ stored }) => stored === undefined)
      .reduce((sum, { spans }) => sum + spans, 0);
  }

  /** Whether one of these still waits. */
  holdsAny(entries: Batch): boolean {
    return entries.some((entry) => this.#waiting.has(entry));
  }

  /** The next entries to send, at least one and about `maxBytes` together. */
  take(maxBytes: number): Batch {
    this.#intake?.seal();
    const batch: Entry[] = [];
    let bytes = 0;
    for (let next = this.#next(); next; next = this.#next()) {
      if (batch.length > 0 && bytes + next.size > maxBytes) break;
      this.#queueOf(next).delete(next);
      if (!this.#load(next)) continue;
      this.#inFlight.add(next);
      batch.push(next);
      bytes += next.size;
    }
    return batch;
  }

  /**
   * The batch is done with: taken by the backend, or refused. Returns how many
   * spans that were; what was taken back meanwhile is no longer on its way.
   */
  forget(batch: Batch): number {
    const gone = batch.filter((entry) => this.#inFlight.delete(entry));
    for (const entry of gone) this.#count(entry, -1);
    release(gone);
    return gone.reduce((sum, { spans }) => sum + spans, 0);
  }

  /**
   * Puts a batch back to the front of its queue: it is sent again next. What
   * has been forgotten or taken back already stays so.
   */
  giveBack(batch: Batch): void {
    const returned = batch.filter((entry) => this.#inFlight.delete(entry));
    for (const entry of returned.reverse()) this.#queueOf(entry).unshift(entry);
    this.#makeRoom();
  }

  /**
   * Takes back everything on its way. At the end of the process an answer can
   * no longer be received, so what was sent counts as not sent.
   */
  reclaim(): void {
    this.giveBack([...this.#inFlight]);
  }

  /**
   * Disk space is used up and `generation` has to go. What is in memory as
   * well stays there; failed spans are written down again by `rewrite`, the
   * newest first, as long as half of the space is free in the end; the rest is
   * dropped.
   */
  leave(
    generation: Generation,
    rewrite: (bytes: Uint8Array) => Stored | undefined,
  ): void {
    const { failed, ordinary } = this.#queues;
    const isInIt = ({ stored }: Entry): boolean =>
      Journal.isIn(generation, stored);
    for (const entry of this.#inFlight) {
      if (isInIt(entry)) entry.moveTo(undefined);
    }
    let budget = generation.file.size / 2;
    for (const entry of [...failed].filter(isInIt).reverse()) {
      budget -= entry.size;
      const stored = budget < 0 ? undefined : rewritten(entry, rewrite);
      this.#moveTo(entry, stored);
    }
    for (const entry of [...ordinary].filter(isInIt)) {
      this.#moveTo(entry, undefined);
    }
  }

  /** Leaves the spans of dead processes to the next recoverer. */
  leaveRecovered(): void {
    const { recovered } = this.#queues;
    for (const entry of recovered) this.#count(entry, -1);
    recovered.clear();
  }

  /**
   * Lets go of everything, and says how many spans are lost by that: those of
   * this process that are not on disk.
   */
  clear(): number {
    this.#intake?.seal();
    const { failed, ordinary } = this.#queues;
    const lost = [...failed, ...ordinary, ...this.#inFlight]
      .filter(({ stored }) => stored === undefined)
      .reduce((sum, { spans }) => sum + spans, 0);
    for (const queue of Object.values(this.#queues)) queue.clear();
    this.#inFlight.clear();
    this.#waiting.clear();
    this.#bytes = 0;
    this.#spans = 0;
    this.#recoveredSpans = 0;
    return lost;
  }

  #next(): Entry | undefined {
    const { failed, ordinary, recovered } = this.#queues;
    return failed.first ?? ordinary.first ?? recovered.first;
  }

  #queueOf(entry: Entry): Queue {
    if (entry.isRecovered) return this.#queues.recovered;
    return entry.failed ? this.#queues.failed : this.#queues.ordinary;
  }

  #count(entry: Entry, sign: 1 | -1): void {
    this.#bytes += sign * entry.memory;
    if (entry.isRecovered) {
      this.#recoveredSpans += sign * entry.spans;
      return;
    }
    this.#spans += sign * entry.spans;
    if (sign === 1) this.#waiting.add(entry);
    else this.#waiting.delete(entry);
  }

  /** Brings the bytes of an entry into memory; the disk may have lost them. */
  #load(entry: Entry): boolean {
    const before = entry.memory;
    try {
      this.#bytes += entry.bytes.length - before;
      return true;
    } catch (error) {
      reportInternal('reading the journal', error);
      this.#giveUp(entry, 'disk');
      return false;
    }
  }

  /**
   * Oldest successful first, then oldest failed; never what is on its way.
   * What is on disk leaves memory before anything is dropped.
   */
  #makeRoom(): void {
    const { failed, ordinary, recovered } = this.#queues;
    const leastFirst = [recovered, ordinary, failed];
    for (const queue of leastFirst) {
      this.#whileAbove(
        this.#maxBytes * SHARE_OF_STORED,
        () => queue.evictable,
        (entry) => (this.#bytes -= queue.evict(entry)),
      );
    }
    for (const queue of leastFirst) {
      this.#whileAbove(
        this.#maxBytes,
        () => queue.droppable,
        (entry) => {
          this.#dropForMemory(entry);
        },
      );
    }
  }

  #whileAbove(
    maxBytes: number,
    oldest: () => Entry | undefined,
    act: (entry: Entry) => void,
  ): void {
    for (;;) {
      if (this.#bytes <= maxBytes) return;
      const entry = oldest();
      if (!entry) return;
      act(entry);
    }
  }

  /** What is neither in memory nor moved to another place is dropped. */
  #moveTo(entry: Entry, stored: Stored | undefined): void {
    if (stored ?? entry.memory > 0) this.#queueOf(entry).moveTo(entry, stored);
    else this.#dropForDisk(entry);
  }

  #dropForDisk(entry: Entry): void {
    this.#drop(entry, 'disk');
    warnOnce(
      'WARN_EVERSPAN_DROPPED',
      'the journal is full; the oldest spans that did not fail are dropped ' +
        'first (option "journal.maxBytes")',
      'disk',
    );
  }

  #dropForMemory(entry: Entry): void {
    this.#drop(entry, 'memory');
    warnOnce(
      'WARN_EVERSPAN_DROPPED',
      `more than ${String(this.#maxBytes)} bytes of spans wait; the oldest ` +
        'ones that did not fail are dropped first (option "maxMemoryBytes")',
      'memory',
    );
  }

  #drop(entry: Entry, reason: DropReason): void {
    this.#queueOf(entry).delete(entry);
    this.#giveUp(entry, reason);
  }

  #giveUp(entry: Entry, reason: DropReason): void {
    this.#count(entry, -1);
    this.#counters.drop(reason, entry.spans);
    release([entry]);
  }
}

/** Where it stands now, or `undefined` if the disk does not take it. */
function rewritten(
  entry: Entry,
  rewrite: (bytes: Uint8Array) => Stored | undefined,
): Stored | undefined {
  try {
    return rewrite(entry.read());
  } catch (error) {
    reportInternal('making room in the journal', error);
    return undefined;
  }
}

/** Tells those who keep the entries on disk that they need not any more. */
function release(entries: readonly Entry[]): void {
  const byKeeper = new Map<Keeper, Stored[]>();
  for (const { stored } of entries) {
    if (!stored) continue;
    const sameKeeper = byKeeper.get(stored.keeper);
    if (sameKeeper) sameKeeper.push(stored);
    else byKeeper.set(stored.keeper, [stored]);
  }
  for (const [keeper, stored] of byKeeper) keeper.taken(stored);
}
