/** Notices when a trace has arrived, as far as can be told. */
import type { ReceivedSpan } from '../../lib/viewer';

/** Requests with spans of one trace that follow this closely belong together. */
const QUIET_MS = 300;

export class Arrivals {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #tell: ((traceId: string) => void) | undefined;

  /** From now on calls `tell` for each trace that was quiet for a moment. */
  follow(tell: (traceId: string) => void): void {
    this.#tell = tell;
  }

  note(spans: readonly ReceivedSpan[]): void {
    for (const traceId of new Set(spans.map((span) => span.traceId))) {
      this.#restart(traceId);
    }
  }

  #restart(traceId: string): void {
    clearTimeout(this.#timers.get(traceId));
    if (this.#tell === undefined) return;
    const timer = setTimeout(this.#tell, QUIET_MS, traceId);
    this.#timers.set(traceId, timer);
  }
}
