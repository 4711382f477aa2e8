/**
 * Sends what dead processes left, without being felt by the one that lives.
 */
import { after, wallClockMs } from '../internal/clock';
import { reportInternal } from '../internal/diag';
import { claim } from '../journal/claim';
import type { ClaimedJournal, RecoveredRequest } from '../journal/claimed';
import { Headers } from '../journal/headers';
import { findDead, type Found, type Recoverer } from '../journal/find-dead';
import type { Rejected } from '../journal/rejected';
import { countSpans, summaryOf } from '../journal/request';
import { Entry } from './entry';
import type { Outbox } from './outbox';
import type { Counters } from './stats';

export interface RecoveryOptions {
  readonly recoverer: Recoverer;
  readonly outbox: Outbox;
  readonly counters: Counters;
  /** Pruned together with the journals. */
  readonly rejected: Pick<Rejected, 'prune'>;
  /** Journals older than this are given up. */
  readonly maxAgeMs: number;
  /** Bytes that all dead journals may take; the oldest are given up first. */
  readonly maxBytes: number;
  /** Runs `fn` outside any caller's context. */
  readonly detached: (fn: () => void) => void;
  /** There is something to send. */
  readonly onClaimed: () => void;
}

/** A program gets going first. */
const DELAY_MS = 200;
/** Then others may die while this one lives. */
const INTERVAL_MS = 10_000;
/** There was one, so there may be more. */
const NEXT_MS = 100;
/** What goes to the outbox at once: the parser takes a few milliseconds. */
const PART_BYTES = 1_048_576;
/** The one before is still being sent. */
const BUSY_MS = 1_000;
/** Ages and sizes change slowly. */
const PRUNE_INTERVAL_MS = 600_000;
/** What a short program may carry along at its end. */
const MAX_CARRIED_BYTES = 1_048_576;

/** Takes over one dead journal after the other. */
export class Recovery {
  readonly #options: RecoveryOptions;
  #claimed: ClaimedJournal | undefined;
  /** Of what is claimed, what is not in the outbox yet; the next one last. */
  #pending: RecoveredRequest[] = [];
  /** Found and not claimed yet: the folder is not read again for each. */
  #found: Found[] = [];
  #cancelTimer: (() => void) | undefined;
  #prunedMs = Number.NEGATIVE_INFINITY;

  readonly #headers: Headers;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    const { folder, binding } = options.recoverer;
    this.#headers = new Headers(folder, binding);
  }

  start(): void {
    this.#schedule(DELAY_MS);
  }

  /** Tells others that what is claimed here is being sent. */
  beat(): void {
    this.#claimed?.beat();
  }

  /** Claims no more, and gives back what has not been sent. */
  stop(): void {
    const { outbox } = this.#options;
    this.#cancelTimer?.();
    outbox.leaveRecovered();
    // What is on its way stays claimed, or it would be sent by others as well.
    if (outbox.recovered > 0) return;
    this.#pending = [];
    this.#claimed?.giveBack();
    this.#claimed = undefined;
  }

  /** At the end of a short program: claims one small journal, if there is one. */
  carryOne(): void {
    if (this.#options.outbox.recovered > 0) return;
    this.#safely(() => {
      this.#look();
      return this.#claimNext(MAX_CARRIED_BYTES);
    });
  }

  #schedule(delayMs: number): void {
    this.#cancelTimer?.();
    this.#options.detached(() => {
      this.#cancelTimer = after(delayMs, () => {
        this.#schedule(this.#lookAround());
      });
    });
  }

  /**
   * One journal at a time: what is claimed stands in memory.
   *
   * @returns how long to wait for the next
   */
  #lookAround(): number {
    if (this.#options.outbox.recovered > 0) return BUSY_MS;
    const hasMore = this.#safely(() => this.#feed() || this.#takeNext());
    if (!hasMore) return this.#headers.isComplete ? INTERVAL_MS : NEXT_MS;
    this.#options.onClaimed();
    return NEXT_MS;
  }

  #takeNext(): boolean {
    this.#prune();
    this.#look();
    return this.#claimNext(Number.POSITIVE_INFINITY);
  }

  #look(): void {
    if (this.#found.length > 0) return;
    const { recoverer } = this.#options;
    this.#found = [...findDead({ ...recoverer, headers: this.#headers })];
  }

  #claimNext(maxBytes: number): boolean {
    const { recoverer } = this.#options;
    for (let found = this.#found.shift(); found; found = this.#found.shift()) {
      if (found.bytes > maxBytes) continue;
      const claimed = claim(found, recoverer);
      if (!claimed || claimed.requests.length === 0) continue;
      this.#takeOver(claimed);
      return true;
    }
    return false;
  }

  #takeOver(claimed: ClaimedJournal): void {
    // Of the one before, what could not be read.
    this.#claimed?.giveBack();
    this.#claimed = claimed;
    this.#pending = claimed.requests.toReversed();
    this.#feed();
  }

  /**
   * A part at a time: tens of megabytes at once would be felt.
   *
   * @returns whether there was anything left
   */
  #feed(): boolean {
    const hasPending = this.#pending.length > 0;
    let fed = 0;
    while (fed < PART_BYTES) {
      const stored = this.#pending.pop();
      if (!stored) break;
      fed += this.#add(stored);
    }
    return hasPending;
  }

  #add(stored: RecoveredRequest): number {
    const bytes = stored.read();
    const content = { ...summaryOf(bytes), bytes, stored, isRecovered: true };
    this.#options.outbox.add(new Entry(content));
    return bytes.length;
  }

  /** Gives up what is too old or too much, whoever it was for. */
  #prune(): void {
    const { recoverer, maxAgeMs, maxBytes } = this.#options;
    const nowMs = wallClockMs();
    if (nowMs - this.#prunedMs < PRUNE_INTERVAL_MS) return;
    this.#prunedMs = nowMs;
    this.#options.rejected.prune();
    const oldest = nowMs - maxAgeMs;
    const dead = findDead({ ...recoverer, binding: undefined });
    let bytes = dead.reduce((sum, found) => sum + found.bytes, 0);
    for (const found of dead) {
      if (found.writtenMs > oldest && bytes <= maxBytes) return;
      bytes -= found.bytes;
      this.#giveUp(found, found.writtenMs > oldest ? 'disk' : 'age');
    }
  }

  #giveUp(found: Found, reason: 'disk' | 'age'): void {
    const claimed = claim(found, this.#options.recoverer);
    if (!claimed) return;
    for (const stored of claimed.requests) {
      this.#options.counters.dropRecovered(reason, countSpans(stored.read()));
    }
    claimed.taken(claimed.requests);
  }

  /** The folder is shared with others, who change it while we look. */
  #safely(fn: () => boolean): boolean {
    try {
      return fn();
    } catch (error) {
      reportInternal('recovery', error);
      return false;
    }
  }
}
