/**
 * The traces the viewer holds, in memory and within a budget of bytes.
 *
 * When the budget is reached whole traces go, the oldest successful first and
 * the oldest failed after them: half a trace misleads, and the failed ones are
 * what somebody came to see. Nothing goes unseen: what was evicted or refused
 * is counted.
 */
import { GrowingTrace } from './growing-trace';
import type { ReceivedLog } from './received-log';
import { isRunning, type ReceivedSpan } from './received-span';
import { weighOwn } from './weigh';

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
  #revision = 0;
  #clearedAt = 0;

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

  /**
   * Keeps `logs` beside the spans of their trace, which may come later.
   *
   * @returns how many were refused, as of `add`. One without a trace is not
   * kept: there is no span to show it beside.
   */
  addLogs(logs: Iterable<ReceivedLog>): number {
    let refused = 0;
    for (const log of logs) {
      if (log.traceId !== undefined && !this.#addLog(log.traceId, log)) {
        refused += 1;
      }
    }
    return refused;
  }

  /** Notes of a span, if it still runs, that its sender is gone. */
  silence(traceId: string, spanId: string): void {
    const span = this.find(traceId, spanId);
    if (span && isRunning(span)) this.#addOne({ ...span, isSilent: true });
  }

  /** The spans of one trace in order of arrival; empty when unknown. */
  trace(traceId: string): readonly ReceivedSpan[] {
    return this.#find(traceId)?.spans ?? [];
  }

  /** The logs of one trace in order of arrival; empty when unknown. */
  logs(traceId: string): readonly ReceivedLog[] {
    return this.#find(traceId)?.logs ?? [];
  }

  /** A span, or nothing when it has not arrived or is gone. */
  find(traceId: string, spanId: string): ReceivedSpan | undefined {
    return this.#find(traceId)?.find(spanId);
  }

  /** All traces: the failed ones first, in each group the latest first. */
  traces(): readonly StoredTrace[] {
    return [...latestFirst(this.#failed), ...latestFirst(this.#successful)];
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** The revision at which it was last emptied; 0 when it never was. */
  get clearedAt(): number {
    return this.#clearedAt;
  }

  /** The traces that changed after `revision`, in the order of the change. */
  changedSince(revision: number): readonly StoredTrace[] {
    return [...this.#failed, ...this.#successful]
      .filter(([, trace]) => trace.changedAt > revision && trace.size > 0)
      .sort(([, a], [, b]) => a.changedAt - b.changedAt)
      .map(storedTrace);
  }

  /** How much is held, and what did not fit. */
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

  /** Forgets all traces. */
  clear(): void {
    this.#successful.clear();
    this.#failed.clear();
    this.#bytes = 0;
    this.#revision += 1;
    this.#clearedAt = this.#revision;
  }

  #addOne(span: ReceivedSpan): void {
    const isTaken = this.#grow(span.traceId, span, (trace, bytes) =>
      trace.put(span, bytes),
    );
    if (!isTaken) this.#refusedSpans += 1;
  }

  #addLog(traceId: string, log: ReceivedLog): boolean {
    return this.#grow(traceId, log, (trace, bytes) => {
      trace.putLog(log, bytes);
      return true;
    });
  }

  /**
   * Says whether there was room in the trace for `item`.
   *
   * @param put - adds it, of so many bytes, and says whether that was news
   */
  #grow(
    traceId: string,
    item: ReceivedSpan | ReceivedLog,
    put: (trace: GrowingTrace, bytes: number) => boolean,
  ): boolean {
    const trace = this.#find(traceId) ?? new GrowingTrace();
    const bytes = weighOwn(item);
    const { bytes: before } = trace;
    if (before + bytes + trace.weighNew(item) > this.#maxBytes) return false;
    if (put(trace, bytes)) trace.changedAt = this.#revision += 1;
    this.#bytes += trace.bytes - before;
    this.#moveToEnd(traceId, trace);
    this.#makeRoom(traceId);
    return true;
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

/** A trace of which only logs have come so far is not one to show. */
function latestFirst(
  traces: ReadonlyMap<string, GrowingTrace>,
): readonly StoredTrace[] {
  return [...traces]
    .filter(([, { size }]) => size > 0)
    .map(storedTrace)
    .reverse();
}

function storedTrace([traceId, trace]: readonly [
  string,
  GrowingTrace,
]): StoredTrace {
  const { spans, failed } = trace;
  return { traceId, spans, failed };
}
