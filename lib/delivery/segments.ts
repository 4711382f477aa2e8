/**
 * Holds the spans of unsampled traces until it is known whether they failed.
 *
 * A segment is the part of one trace that lives in this process. When nothing
 * of it is open any more, it is kept whole if it failed and dropped whole if
 * it did not: half a trace explains nothing.
 *
 * Pure, but for the clock it is given.
 */
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { SpanStatusCode } from '@opentelemetry/api';
import { KIND } from '../internal/attributes';
import { weightOf } from './span-weight';
import type { Counters } from './stats';

interface Segment {
  open: number;
  failed: boolean;
  /** When the oldest held span arrived; what is older is decided. */
  heldSinceMs: number;
  held: ReadableSpan[];
  heldBytes: number;
}

/** How long a success waits for a later failure of its trace. */
const MAX_HOLD_MS = 60_000;
/** Segments are looked through for overdue ones no more often than this. */
const CHECK_EVERY_MS = 1_000;
/** Spans held over all segments: 16 MB, or 16 384 with short attributes. */
const MAX_HELD_BYTES = 16_777_216;
/** Spans that nobody ends leave segments that nothing closes. */
const MAX_SEGMENTS = 100_000;

/** The parts of unsampled traces whose fate is open. */
export class Segments {
  /** By trace id, oldest first. */
  readonly #segments = new Map<string, Segment>();
  /** Those that hold spans, longest held first. */
  readonly #holding = new Set<Segment>();
  readonly #counters: Counters;
  readonly #nowMs: () => number;
  #heldBytes = 0;
  #checkedMs = 0;

  constructor(counters: Counters, nowMs: () => number) {
    this.#counters = counters;
    this.#nowMs = nowMs;
  }

  started(traceId: string): void {
    const segment = this.#segments.get(traceId);
    if (segment) segment.open += 1;
    else this.#open(traceId);
  }

  /** Takes an ended span in; returns the spans that are now to be sent. */
  ended(span: ReadableSpan): readonly ReadableSpan[] {
    const { traceId } = span.spanContext();
    const segment = this.#segments.get(traceId) ?? this.#newSegment();
    segment.open -= 1;
    segment.failed ||= isFailureOfTheRun(span);
    this.#hold(segment, span);
    const released = segment.failed ? this.#keep(segment) : [];
    if (segment.open <= 0) this.#close(traceId, segment);
    this.#decideOverdue();
    return released;
  }

  /** Lets go of all that is held: nobody will know any more how it ends. */
  clear(): void {
    for (const segment of this.#holding) this.#drop(segment);
    this.#segments.clear();
  }

  /** Beyond the bound the oldest is closed: what ends later stands alone. */
  #open(traceId: string): void {
    this.#segments.set(traceId, this.#newSegment());
    if (this.#segments.size <= MAX_SEGMENTS) return;
    for (const [oldest, segment] of this.#segments) {
      this.#close(oldest, segment);
      return;
    }
  }

  #newSegment(): Segment {
    return { open: 1, failed: false, heldSinceMs: 0, held: [], heldBytes: 0 };
  }

  #hold(segment: Segment, span: ReadableSpan): void {
    if (segment.held.length === 0) {
      segment.heldSinceMs = this.#nowMs();
      this.#holding.add(segment);
    }
    const bytes = weightOf(span);
    segment.held.push(span);
    segment.heldBytes += bytes;
    this.#heldBytes += bytes;
    this.#counters.held += 1;
  }

  #release(segment: Segment): readonly ReadableSpan[] {
    const released = segment.held;
    this.#holding.delete(segment);
    this.#heldBytes -= segment.heldBytes;
    this.#counters.held -= released.length;
    segment.held = [];
    segment.heldBytes = 0;
    return released;
  }

  #keep(segment: Segment): readonly ReadableSpan[] {
    const kept = this.#release(segment);
    this.#counters.kept += kept.length;
    return kept;
  }

  #close(traceId: string, segment: Segment): void {
    this.#drop(segment);
    this.#segments.delete(traceId);
  }

  #drop(segment: Segment): void {
    this.#counters.drop('unsampled', this.#release(segment).length);
  }

  /** Longest held first: those held too long, or as many as are too many. */
  #decideOverdue(): void {
    const nowMs = this.#nowMs();
    const isTime = nowMs - this.#checkedMs >= CHECK_EVERY_MS;
    if (!isTime && this.#heldBytes <= MAX_HELD_BYTES) return;
    this.#checkedMs = nowMs;
    const overdueBefore = nowMs - MAX_HOLD_MS;
    for (const segment of this.#holding) {
      const isOverdue = segment.heldSinceMs < overdueBefore;
      if (!isOverdue && this.#heldBytes <= MAX_HELD_BYTES) return;
      this.#drop(segment);
    }
  }
}

/** A routine 404 of an HTTP client is no failure of the run. */
function isFailureOfTheRun(span: ReadableSpan): boolean {
  if (span.status.code !== SpanStatusCode.ERROR) return false;
  const parent = span.parentSpanContext;
  const isLocalRoot = parent === undefined || parent.isRemote === true;
  return isLocalRoot || span.attributes[KIND] !== undefined;
}
