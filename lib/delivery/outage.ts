/**
 * Tells people when the backend stops taking spans, and when it takes them
 * again: one line each. A backend that comes and goes is told of once a
 * minute.
 */
import { monotonicMs } from '../internal/clock';
import { say, warn } from '../internal/diag';
import type { Counters } from './stats';

/** Lines of a backend that comes and goes every second would be a flood. */
const MIN_BETWEEN_LINES_MS = 60_000;

/** Spans of this process, from its beginning on. */
interface Reading {
  readonly delivered: number;
  readonly lost: number;
}

interface Ongoing {
  readonly sinceMs: number;
  readonly before: Reading;
  /** A line said that it has begun, so one has to say that it is over. */
  readonly isTold: boolean;
  /** Set once the backend is back: over when so many are done with. */
  readonly overAt: number | undefined;
}

export interface OutageOptions {
  /** For messages. */
  readonly printable: string;
  readonly counters: Counters;
  /** For specs. @defaultValue the monotonic clock */
  readonly nowMs?: () => number;
}

/** Whether the backend is away, as far as this process knows. */
export class Outage {
  readonly #options: OutageOptions;
  #ongoing: Ongoing | undefined;
  #toldMs = Number.NEGATIVE_INFINITY;
  /** Outages that were not worth a line. */
  #untold = 0;

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  /** Whether the backend has not taken what waits since a trouble. */
  get isOngoing(): boolean {
    return this.#ongoing !== undefined;
  }

  /** Whether people know that the backend is away now. */
  get isTold(): boolean {
    return this.#ongoing?.isTold === true;
  }

  /** A request did not succeed. */
  trouble(why: string): void {
    const ongoing = this.#ongoing ?? this.#begin(why);
    this.#ongoing = { ...ongoing, overAt: undefined };
  }

  /**
   * A request succeeded.
   *
   * @param waiting spans that have not been taken yet
   */
  taken(waiting: number): void {
    if (!this.#ongoing) return;
    const done = total(this.#reading());
    const { overAt = done + waiting } = this.#ongoing;
    this.#ongoing = { ...this.#ongoing, overAt };
    if (done >= overAt || waiting === 0) this.#end(this.#ongoing);
  }

  #begin(why: string): Ongoing {
    const sinceMs = this.#nowMs();
    const isTold = sinceMs - this.#toldMs >= MIN_BETWEEN_LINES_MS;
    if (isTold) this.#tellOfBeginning(why);
    else this.#untold += 1;
    return { sinceMs, before: this.#reading(), isTold, overAt: undefined };
  }

  #tellOfBeginning(why: string): void {
    const between =
      this.#untold === 0
        ? ''
        : `; it was away ${String(this.#untold)} more time(s) since the last line`;
    this.#toldMs = this.#nowMs();
    this.#untold = 0;
    warn(
      'WARN_EVERSPAN_UNREACHABLE',
      `${this.#options.printable} does not take spans: ${why}; they are ` +
        `kept, and sent again while the process lives${between}`,
    );
  }

  #end({ sinceMs, before, isTold }: Ongoing): void {
    this.#ongoing = undefined;
    if (!isTold) return;
    const { delivered, lost } = this.#reading();
    const seconds = Math.round((this.#nowMs() - sinceMs) / 1000);
    say(
      `${this.#options.printable} takes spans again, after ` +
        `${String(seconds)} s: ${String(delivered - before.delivered)} ` +
        `delivered since, ${String(lost - before.lost)} dropped`,
    );
  }

  #reading(): Reading {
    const { delivered, recovered, lost } = this.#options.counters;
    return { delivered: delivered - recovered, lost };
  }

  #nowMs(): number {
    return (this.#options.nowMs ?? monotonicMs)();
  }
}

function total({ delivered, lost }: Reading): number {
  return delivered + lost;
}
