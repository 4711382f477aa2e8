/**
 * The spans that have ended and that the backend has not taken yet, as bytes.
 *
 * The same bytes are written to the journal, wait here and are the body on the
 * wire: export requests that stand behind each other are one valid request.
 */
import { reportInternal } from '../internal/diag';
import type { Generation } from '../journal/generation';
import type { Stored } from '../journal/stored';
import { Accounts } from './accounts';
import type { Entry } from './entry';
import type { Intake } from './intake';
import { Queues } from './queues';
import { release, Room } from './room';
import type { Counters } from './stats';

/** Entries that travel in one request. */
export type Batch = readonly Entry[];

/** Writes spans down in another place; `undefined` if the disk refuses. */
export type Rewrite = (bytes: Uint8Array) => Stored | undefined;

/** What waits for the backend, in order of importance. */
export class Outbox {
  /** Where spans are that are not entries yet. */
  #intake: Pick<Intake, 'waiting' | 'seal'> | undefined;
  readonly #queues = new Queues();
  readonly #accounts = new Accounts();
  readonly #room: Room;
  /** Taken for a request whose answer is not known yet. */
  readonly #inFlight = new Set<Entry>();
  #wasLastTaken = false;

  constructor(maxBytes: number, counters: Counters) {
    const [queues, accounts] = [this.#queues, this.#accounts];
    this.#room = new Room({ queues, accounts, counters, maxBytes });
  }

  /** Spans of this process that wait, those on their way included. */
  get waiting(): number {
    return this.#accounts.spans + (this.#intake?.waiting ?? 0);
  }

  /** Spans of dead processes that wait, those on their way included. */
  get recovered(): number {
    return this.#accounts.recoveredSpans;
  }

  /** Bytes that wait in memory, those on their way included. */
  get bytes(): number {
    return this.#accounts.bytes;
  }

  /** Lets the outbox ask for what is still being grouped. */
  feedFrom(intake: Pick<Intake, 'waiting' | 'seal'>): void {
    this.#intake = intake;
  }

  add(entry: Entry): void {
    this.#queues.of(entry).push(entry);
    this.#accounts.add(entry);
    this.#room.make();
  }

  /** All entries of this process, those on their way included. */
  waitingNow(): Batch {
    this.#intake?.seal();
    return [...this.#accounts.waiting];
  }

  /** Spans of this process that wait and are not on disk. */
  get unsaved(): number {
    return unsavedIn(this.waitingNow());
  }

  /** Whether one of these still waits. */
  holdsAny(entries: Batch): boolean {
    return entries.some((entry) => this.#accounts.waiting.has(entry));
  }

  /**
   * The next entries to send, at least one and about `maxBytes` together.
   *
   * @param withSuspects also what the backend has failed on again and again
   */
  take(maxBytes: number, withSuspects = true): Batch {
    this.#intake?.seal();
    const batch: Entry[] = [];
    let bytes = 0;
    for (;;) {
      const next = this.#queues.next(withSuspects);
      if (!next || !this.#isCompanyFor(batch, next)) return batch;
      if (batch.length > 0 && bytes + next.size > maxBytes) return batch;
      this.#queues.of(next).delete(next);
      if (!this.#load(next)) continue;
      this.#inFlight.add(next);
      batch.push(next);
      bytes += next.size;
    }
  }

  /** The backend has taken the batch. Returns how many spans that were. */
  taken(batch: Batch): number {
    const spans = this.forget(batch);
    this.#queues.noteTaken();
    this.#wasLastTaken = true;
    return spans;
  }

  /** The backend will never take the batch. Returns how many spans that were. */
  refused(batch: Batch): number {
    this.#wasLastTaken = false;
    return this.forget(batch);
  }

  /**
   * The batch is done with. Returns how many spans that were; what was taken
   * back meanwhile is no longer on its way.
   */
  forget(batch: Batch): number {
    const gone = batch.filter((entry) => this.#inFlight.delete(entry));
    for (const entry of gone) {
      this.#accounts.remove(entry);
      this.#queues.forget(entry);
    }
    release(gone);
    return spansIn(gone);
  }

  /**
   * Puts a batch back to the front of its queue: it is sent again next. What
   * has been forgotten or taken back already stays so.
   */
  giveBack(batch: Batch): void {
    this.#wasLastTaken = false;
    const returned = this.#landed(batch);
    for (const entry of returned.reverse()) {
      this.#queues.of(entry).unshift(entry);
    }
    this.#room.make();
  }

  /** Puts a batch back behind the others: it may be what a request fails by. */
  setAside(batch: Batch): void {
    this.#wasLastTaken = false;
    for (const entry of this.#landed(batch)) this.#queues.setAside(entry);
    this.#room.make();
  }

  /**
   * Whether a refusal of `entry` is about its spans: it was refused before, and
   * others were taken since. A backend that refuses everything proves nothing.
   */
  isSuspect(entry: Entry): boolean {
    return this.#queues.isSuspect(entry);
  }

  /** Whether all of them failed again although others were taken. */
  areProven(batch: Batch): boolean {
    return batch.every((entry) => this.#queues.isProven(entry));
  }

  /** Whether the request before this one was taken. */
  get wasLastTaken(): boolean {
    return this.#wasLastTaken;
  }

  /**
   * Takes back everything on its way. At the end of the process an answer can
   * no longer be received, so what was sent counts as not sent.
   */
  reclaim(): void {
    this.giveBack([...this.#inFlight]);
    this.#queues.readmit();
  }

  /**
   * `generation` has to go. What is in memory as well stays there;
   * failed spans are written down again by `rewrite`, the newest first, up to
   * `maxBytes`; the rest is dropped.
   */
  leave(generation: Generation, rewrite: Rewrite, maxBytes: number): void {
    const isInIt = ({ stored }: Entry): boolean => generation.holds(stored);
    for (const entry of this.#inFlight) {
      if (isInIt(entry)) entry.moveTo(undefined);
    }
    let budget = maxBytes;
    const left = [...this.#queues.own()].filter(isInIt);
    for (const entry of left.filter(({ failed }) => failed).reverse()) {
      budget -= entry.size;
      const stored = budget < 0 ? undefined : rewritten(entry, rewrite);
      this.#moveTo(entry, stored);
    }
    for (const entry of left.filter(({ failed }) => !failed)) {
      this.#moveTo(entry, undefined);
    }
  }

  /** `generation` is gone from the disk: what lay in it is written down anew. */
  rescue(generation: Generation, rewrite: Rewrite): void {
    for (const entry of this.#accounts.waiting) {
      if (!generation.holds(entry.stored)) continue;
      this.#settleAt(entry, rewritten(entry, rewrite));
    }
  }

  /**
   * Writes down what is in memory only, as far as the disk takes it.
   *
   * @returns how many spans that were
   */
  save(write: Rewrite): number {
    const unsaved = [...this.#accounts.waiting].filter(isUnsaved);
    const saved = unsaved.filter((entry) => {
      const stored = write(entry.bytes);
      if (stored) this.#settleAt(entry, stored);
      return stored !== undefined;
    });
    return spansIn(saved);
  }

  /** Leaves the spans of dead processes to the next recoverer. */
  leaveRecovered(): void {
    const { recovered } = this.#queues;
    for (const entry of recovered) {
      this.#accounts.remove(entry);
      this.#queues.forget(entry);
    }
    recovered.clear();
  }

  /**
   * Lets go of everything, and says how many spans are lost by that: those of
   * this process that are not on disk.
   */
  clear(): number {
    this.#intake?.seal();
    const lost = unsavedIn([...this.#queues.own(), ...this.#inFlight]);
    this.#queues.clear();
    this.#inFlight.clear();
    this.#accounts.clear();
    return lost;
  }

  /** Those of a batch that are still on their way, which they are no more. */
  #landed(batch: Batch): Entry[] {
    return batch.filter((entry) => this.#inFlight.delete(entry));
  }

  #isCompanyFor(batch: Batch, next: Entry): boolean {
    const [first] = batch;
    if (!first) return true;
    return !this.#queues.isAlone(first) && !this.#queues.isAlone(next);
  }

  /** Brings the bytes of an entry into memory; the disk may have lost them. */
  #load(entry: Entry): boolean {
    const before = entry.memory;
    try {
      this.#accounts.bytes += entry.bytes.length - before;
      return true;
    } catch (error) {
      reportInternal('reading the journal', error);
      this.#room.giveUp(entry, 'disk');
      return false;
    }
  }

  #settleAt(entry: Entry, stored: Stored | undefined): void {
    if (this.#inFlight.has(entry)) entry.moveTo(stored);
    else this.#moveTo(entry, stored);
  }

  /** What is neither in memory nor moved to another place is dropped. */
  #moveTo(entry: Entry, stored: Stored | undefined): void {
    const isSomewhere = stored ?? entry.memory > 0;
    if (isSomewhere) this.#queues.of(entry).moveTo(entry, stored);
    else this.#room.dropForDisk(entry);
  }
}

function spansIn(entries: Batch): number {
  return entries.reduce((sum, { spans }) => sum + spans, 0);
}

function unsavedIn(entries: Batch): number {
  return spansIn(entries.filter(isUnsaved));
}

function isUnsaved({ stored }: Entry): boolean {
  return stored === undefined;
}

/** Where it stands now, or `undefined` if the disk does not take it. */
function rewritten(entry: Entry, rewrite: Rewrite): Stored | undefined {
  try {
    return rewrite(entry.read());
  } catch (error) {
    reportInternal('making room in the journal', error);
    return undefined;
  }
}
