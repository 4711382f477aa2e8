/** Counts what became of every span. */

import { type Warnings, warningCounts } from '../internal/diag';

/** Why spans were given up for good. */
export type DropReason =
  /** `maxMemoryBytes` was reached; the oldest successful ones went first. */
  | 'memory'
  /** The journal’s bound was reached, or the disk did not give them back. */
  | 'disk'
  /** Left by a process that died too long ago. */
  | 'age'
  /** The backend said that it will never take them. */
  | 'refused'
  /** They cannot be put into OTLP, such as a link without a context. */
  | 'unserialisable'
  /** The process ended first. */
  | 'ended'
  /** Of unsampled traces that did not fail: wanted, not an accident. */
  | 'unsampled';

/** Who carries spans to the backend. */
export type DeliveryOwner = 'everspan' | 'host' | 'exporter' | 'nobody';

/** A reading of the counters; all count spans unless said otherwise. */
export interface Stats {
  readonly owner: DeliveryOwner;
  readonly started: number;
  readonly ended: number;
  /** Acknowledged by the backend. */
  readonly delivered: number;
  /** Ended and not yet acknowledged. */
  readonly waiting: number;
  /** Ended, of unsampled traces of which it is not known yet how they end. */
  readonly held: number;
  /** Of unsampled traces, and sent because those failed (`keepFailures`). */
  readonly kept: number;
  /** Written to the journal so far. */
  readonly journalled: number;
  /** Delivered for processes that died. */
  readonly recovered: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Requests to the backend that came to an end, whatever became of them. */
  readonly requests: number;
  /** Those that did not succeed, by what went wrong (`ECONNREFUSED`, `HTTP 503`, `timeout`). */
  readonly failedRequests: Readonly<Record<string, number>>;
  /** Warnings of this process, by code: each occurrence, told or not. */
  readonly warnings: Warnings;
}

/** The counters behind `stats()`. */
export class Counters {
  started = 0;
  ended = 0;
  delivered = 0;
  held = 0;
  kept = 0;
  journalled = 0;
  recovered = 0;
  requests = 0;
  /** Of this process, given up against its will. */
  lost = 0;
  readonly #dropped: Record<DropReason, number> = {
    memory: 0,
    disk: 0,
    age: 0,
    refused: 0,
    unserialisable: 0,
    ended: 0,
    unsampled: 0,
  };
  readonly #failedRequests = new Map<string, number>();

  /** Spans of this process. */
  drop(reason: DropReason, spans: number): void {
    this.#dropped[reason] += spans;
    if (reason !== 'unsampled') this.lost += spans;
  }

  /** Spans of dead processes. */
  dropRecovered(reason: DropReason, spans: number): void {
    this.#dropped[reason] += spans;
  }

  requestFailed(why: string): void {
    this.#failedRequests.set(why, (this.#failedRequests.get(why) ?? 0) + 1);
  }

  read(owner: DeliveryOwner, waiting: number): Stats {
    return {
      owner,
      started: this.started,
      ended: this.ended,
      delivered: this.delivered,
      waiting,
      held: this.held,
      kept: this.kept,
      journalled: this.journalled,
      recovered: this.recovered,
      dropped: { ...this.#dropped },
      requests: this.requests,
      failedRequests: Object.fromEntries(this.#failedRequests),
      warnings: warningCounts(),
    };
  }
}
