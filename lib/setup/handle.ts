/** What `init` gives back. */
import type { DeliveryOwner, DropReason, Stats } from '../delivery/stats';

export type { DeliveryOwner, DropReason, Stats };

/** The tracing of this process: to wait for, to stop, to ask. */
export interface Everspan {
  /**
   * Sends all ended spans that wait. Keeps the program alive meanwhile, never
   * rejects.
   *
   * @param timeoutMs milliseconds to try for; by default
   * `OTEL_EXPORTER_OTLP_TIMEOUT`, else 10 000
   * @returns whether all arrived: false too if spans were refused for good, or
   * dropped, since the flush before
   */
  flush(timeoutMs?: number): Promise<boolean>;
  /**
   * Sends what waits, as `flush` does, and then stops: spans started later go
   * nowhere, and the end of the process is no longer watched. Never rejects.
   */
  shutdown(): Promise<void>;
  /** What became of every span so far. */
  stats(): Stats;
}
