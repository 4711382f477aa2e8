/**
 * Writes groups to the journal, and keeps its trouble away from delivery: a
 * disk that refuses is told of once, and spans go on in memory.
 */
import { monotonicMs } from '../internal/clock';
import { reason, warnOnce } from '../internal/diag';
import type { Generation, Journal, Records } from '../journal/journal';
import type { Stored } from '../journal/stored';

/** Writes at once are free of grouping up to this many in a second. */
const WRITES_PER_SECOND = 500;
const BURST = 64;
/** A disk that refused is tried again after this time. */
const RETRY_MS = 30_000;
const MS_PER_SECOND = 1_000;

export interface JournalWriterOptions {
  readonly journal: Journal;
  /** Bytes on disk; above it the oldest successful spans go first. */
  readonly maxBytes: number;
  /** Takes what must not be lost out of a file that is about to be removed. */
  readonly onFull: (oldest: Generation) => void;
}

/** The journal, as delivery sees it. */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  #allowance = BURST;
  #refilledMs = 0;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
  }

  /**
   * Whether a record may be written by itself. While few are written, each is
   * on disk at once; a flood is grouped, for its cost would be felt.
   */
  mayWriteAtOnce(): boolean {
    const nowMs = monotonicMs();
    const refill =
      ((nowMs - this.#refilledMs) / MS_PER_SECOND) * WRITES_PER_SECOND;
    this.#allowance = Math.min(BURST, this.#allowance + refill);
    this.#refilledMs = nowMs;
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }

  /** @returns where the ended spans stand, or `undefined` if nowhere */
  write(records: Records): Stored | undefined {
    if (monotonicMs() < this.#refusedUntilMs) return undefined;
    try {
      const stored = this.#options.journal.write(records);
      this.#makeRoom();
      return stored;
    } catch (error) {
      this.#refuse(error);
      return undefined;
    }
  }

  #makeRoom(): void {
    const { journal, maxBytes, onFull } = this.#options;
    const { oldest } = journal;
    if (!oldest || journal.bytes <= maxBytes) return;
    onFull(oldest);
    journal.remove(oldest);
  }

  #refuse(error: unknown): void {
    this.#refusedUntilMs = monotonicMs() + RETRY_MS;
    this.#options.journal.abandon();
    warnOnce(
      'WARN_EVERSPAN_JOURNAL',
      `the journal cannot be written: ${reason(error)}; ` +
        'spans are kept in memory only',
    );
  }
}
