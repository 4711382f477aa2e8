/** How long a journal was not written to. */
import { monotonicMs, wallClockMs } from '../internal/clock';

/** Where its process cannot be seen, a file this long untouched is dead. */
export const SILENT_MS = 60_000;

/**
 * By one clock or the other: the first may be set, also backwards, and the
 * second stands still while the machine sleeps.
 */
export class Silence {
  #writtenMs = 0;
  #writtenMonotonicMs = 0;

  /** Whether this write comes so late that others may have taken us for dead. */
  isBroken(): boolean {
    const [nowMs, nowMonotonicMs] = [wallClockMs(), monotonicMs()];
    const silences = [
      Math.abs(nowMs - this.#writtenMs),
      nowMonotonicMs - this.#writtenMonotonicMs,
    ];
    this.#writtenMs = nowMs;
    this.#writtenMonotonicMs = nowMonotonicMs;
    return Math.max(...silences) > SILENT_MS / 2;
  }
}
