/**
 * Writes groups to the journal, and keeps its trouble away from delivery: a
 * disk that refuses is told of once, and spans go on in memory.
 */
import { monotonicMs } from '../internal/clock';
import { reason, warnOnce } from '../internal/diag';
import type { Generation } from '../journal/generation';
import type { Journal, Records } from '../journal/journal';
import type { Stored } from '../journal/stored';

/** Writes at once are free of grouping up to this many in a second. */
const WRITES_PER_SECOND = 500;
const BURST = 64;
/** A disk that refused is tried again after this time. */
const RETRY_MS = 30_000;
const MS_PER_SECOND = 1_000;
/** Whether our files are still there is asked this often while it is written. */
const CHECK_MS = 1_000;

export interface JournalWriterOptions {
  readonly journal: Journal;
  /** Bytes on disk; above it the oldest successful spans go first. */
  readonly maxBytes: number;
  /** Takes what must not be lost out of a file that is about to be removed. */
  readonly onFull: (oldest: Generation) => void;
  /** Writes down anew what lay in files that somebody has removed. */
  readonly onRemoved: (removed: readonly Generation[]) => void;
  /** The disk refuses; nothing is written down for now. */
  readonly onRefused: () => void;
  /** It takes again: what has come meanwhile can be written down. */
  readonly onMended: () => void;
}

/** The journal, as delivery sees it. */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  #allowance = BURST;
  #refilledMs = 0;
  #isRefused = false;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;
  #checkedMs = 0;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
  }

  /** Whether the disk has refused, and has taken nothing since. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /**
   * Whether a record may be written by itself. While few are written, each is
   * on disk at once; a flood is grouped, for its cost would be felt.
   */
  mayWriteAtOnce(): boolean {
    this.#refill();
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }

  /**
   * Counts records that were grouped as well: while a flood lasts, none of it
   * is written by itself, and for an eighth of a second after it.
   */
  countGrouped(records: number): void {
    this.#refill();
    this.#allowance = Math.max(-BURST, this.#allowance - records);
  }

  #refill(): void {
    const nowMs = monotonicMs();
    const refill =
      ((nowMs - this.#refilledMs) / MS_PER_SECOND) * WRITES_PER_SECOND;
    this.#allowance = Math.min(BURST, this.#allowance + refill);
    this.#refilledMs = nowMs;
  }

  /** @returns where the ended spans stand, or `undefined` if nowhere */
  write(records: Records): Stored | undefined {
    if (!this.isWorthATry) return undefined;
    if (monotonicMs() - this.#checkedMs > CHECK_MS) this.check();
    try {
      const stored = this.#writeWhereverItIs(records);
      this.#noteMended();
      return stored;
    } catch (error) {
      this.#refuse(error);
      return undefined;
    }
  }

  /**
   * Begins a new file with what is open, if the disk takes it again: what has
   * ended unseen by the files before no longer stands there as open.
   */
  renew(): void {
    try {
      this.#options.journal.renew();
      this.#noteMended();
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Whether a disk that refused is worth another try. */
  get isWorthATry(): boolean {
    return monotonicMs() >= this.#refusedUntilMs;
  }

  /** Where the folder is gone, it is made again. */
  #writeWhereverItIs(records: Records): Stored | undefined {
    const { journal, onRemoved } = this.#options;
    try {
      const stored = journal.write(records);
      this.#makeRoom();
      return stored;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      onRemoved([]);
      return journal.write(records);
    }
  }

  /** Whether our files are still there: somebody may have cleaned up. */
  check(): void {
    this.#checkedMs = monotonicMs();
    const { journal, onRemoved } = this.#options;
    const { removed } = journal;
    if (removed.length === 0) return;
    try {
      onRemoved(removed);
    } catch (error) {
      this.#refuse(error);
    }
  }

  #makeRoom(): void {
    const { journal, maxBytes, onFull } = this.#options;
    const { oldest } = journal;
    if (!oldest || journal.bytes <= maxBytes) return;
    onFull(oldest);
    journal.remove(oldest);
  }

  #noteMended(): void {
    if (!this.#isRefused) return;
    this.#isRefused = false;
    this.#refusedUntilMs = Number.NEGATIVE_INFINITY;
    this.#options.onMended();
  }

  #refuse(error: unknown): void {
    this.#isRefused = true;
    this.#refusedUntilMs = monotonicMs() + RETRY_MS;
    this.#options.journal.abandon();
    warnOnce(
      'WARN_EVERSPAN_JOURNAL',
      `the journal cannot be written: ${reason(error)}; ` +
        'spans are kept in memory only',
    );
    this.#options.onRefused();
  }
}
