/**
 * The traces the viewer holds, in memory and within a budget of bytes.
 *
 * When the budget is reached whole traces go, the oldest successful first and
 * the oldest failed after them: half a trace misleads, and the failed ones are
 * what somebody came to see. Nothing goes unseen: what was evicted or refused
 * is counted.
 */
import { GrowingTrace } from './growing-trace';
import type { ReceivedSpan } from './received-span';
import { weigh } from './weigh';

/** Bounds of a store. */
export interface StoreOptions {
  /** Approximate memory for spans, in bytes. @defaultValue 64 MiB */
  readonly maxBytes?: number;
}

/** What has arrived of one trace so far. */
export interface StoredTrace {
  readonly traceId: string;
  /** In order of arrival. */
  readonly spans: readonly ReceivedSpan[];
  readonly failed: boolean;
}

/** What a store holds, and what it had to let go. */
export interface StoreStats {
  readonly traces: number;
  readonly spans: number;
  readonly bytes: number;
  readonly evictedTraces: number;
  readonly evictedSpans: number;
  readonly refusedSpans: number;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** Holds traces until its budget makes it let go of the oldest. */
export class TraceStore {
  readonly #maxBytes: number;
  // A trace is in one of the two; both are ordered by the last arrival.
  readonly #successful = new Map<string, GrowingTrace>();
  readonly #failed = new Map<string, GrowingTrace>();
  #bytes = 0;
  #evictedTraces = 0;
  #evictedSpans = 0;
  #refusedSpans = 0;

  constructor({ maxBytes = DEFAULT_MAX_BYTES }: StoreOptions = {}) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Keeps `spans`. A span that is already there is replaced: senders retry.
   *
   * @returns how many were refused, because their trace alone has filled the
   * budget.
   */
  add(spans: Iterable<ReceivedSpan>): number {
    const refusedBefore = this.#refusedSpans;
    for (const span of spans) this.#addOne(span);
    return this.#refusedSpans - refusedBefore;
  }

  /** The spans of one trace in order of arrival; empty when unknown. */
  trace(traceId: string): readonly ReceivedSpan[] {
    return this.#find(traceId)?.spans ?? [];
  }

  /** All traces: the failed ones first, in each group the latest first. */
  traces(): readonly StoredTrace[] {
    return [...latestFirst(this.#failed), ...latestFirst(this.#successful)];
  }

  stats(): StoreStats {
    const traces = [...this.#failed.values(), ...this.#successful.values()];
    return {
      traces: traces.length,
      spans: traces.reduce((sum, { size }) => sum + size, 0),
      bytes: this.#bytes,
      evictedTraces: this.#evictedTraces,
      evictedSpans: this.#evictedSpans,
      refusedSpans: this.#refusedSpans,
    };
  }

  clear(): void {
    this.#successful.clear();
    this.#failed.clear();
    this.#bytes = 0;
  }

  #addOne(span: ReceivedSpan): void {
    const trace = this.#find(span.traceId) ?? new GrowingTrace();
    if (trace.bytes + weigh(span) > this.#maxBytes) {
      this.#refusedSpans += 1;
      return;
    }
    const before = trace.bytes;
    trace.put(span);
    this.#bytes += trace.bytes - before;
    this.#moveToEnd(span.traceId, trace);
    this.#makeRoom(span.traceId);
  }

  #moveToEnd(traceId: string, trace: GrowingTrace): void {
    this.#successful.delete(traceId);
    this.#failed.delete(traceId);
    (trace.failed ? this.#failed : this.#successful).set(traceId, trace);
  }

  /** The trace that just grew stays, or a busy one would never be whole. */
  #makeRoom(growing: string): void {
    while (this.#bytes > this.#maxBytes) {
      const oldest =
        firstBut(growing, this.#successful) ?? firstBut(growing, this.#failed);
      if (oldest === undefined) return;
      this.#evict(oldest);
    }
  }

  #evict(traceId: string): void {
    const trace = this.#find(traceId);
    this.#successful.delete(traceId);
    this.#failed.delete(traceId);
    this.#bytes -= trace?.bytes ?? 0;
    this.#evictedTraces += 1;
    this.#evictedSpans += trace?.size ?? 0;
  }

  #find(traceId: string): GrowingTrace | undefined {
    return this.#failed.get(traceId) ?? this.#successful.get(traceId);
  }
}

function firstBut(
  spared: string,
  traces: ReadonlyMap<string, GrowingTrace>,
): string | undefined {
  for (const traceId of traces.keys()) {
    if (traceId !== spared) return traceId;
  }
  return undefined;
}

function latestFirst(
  traces: ReadonlyMap<string, GrowingTrace>,
): readonly StoredTrace[] {
  return [...traces]
    .map(([traceId, { spans, failed }]) => ({ traceId, spans, failed }))
    .reverse();
}
