/** The spans that a recorder has seen: open, or ended and not yet taken. */
import type { HrTime } from '@opentelemetry/api';
import type {
  ReadableSpan,
  Span,
  SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { everspanError } from '../internal/errors';
import { later, type SpanStart, startOf } from './twin';

const LONG_AGO: HrTime = [0, 0];

/** A span processor that keeps what it is given. */
export class RecordedSpans implements SpanProcessor {
  /** In the order they started. */
  readonly #open = new Map<ReadableSpan, SpanStart>();
  /** In the order they ended. */
  #ended: ReadableSpan[] = [];
  #lastChange = LONG_AGO;

  get open(): ReadonlyMap<ReadableSpan, SpanStart> {
    return this.#open;
  }

  /** How many ended and were not taken. */
  get size(): number {
    return this.#ended.length;
  }

  /** When a span last started or ended. */
  get lastChange(): HrTime {
    return this.#lastChange;
  }

  onStart(span: Span): void {
    this.#open.set(span, startOf(span));
    this.#lastChange = later(this.#lastChange, span.startTime);
  }

  /** A span that was forgotten while it was open stays so. */
  onEnd(span: ReadableSpan): void {
    if (!this.#open.delete(span)) return;
    this.#ended.push(span);
    this.#lastChange = later(this.#lastChange, span.endTime);
  }

  takeFirst(isMeant: (span: ReadableSpan) => boolean): ReadableSpan {
    const span = this.#ended.find(isMeant);
    if (!span) throw this.#error('ERR_EVERSPAN_SPAN_NOT_FOUND');
    this.#ended = this.#ended.filter((each) => each !== span);
    return span;
  }

  takeAll(isMeant: (span: ReadableSpan) => boolean): readonly ReadableSpan[] {
    const taken = new Set(this.#ended.filter(isMeant));
    this.#ended = this.#ended.filter((span) => !taken.has(span));
    return [...taken];
  }

  /** Forgets everything, and throws if there was anything. */
  forgetOrThrow(): void {
    const isEmpty = this.#ended.length === 0 && this.#open.size === 0;
    const error = this.#error('ERR_EVERSPAN_SPANS_LEFT');
    this.forget();
    if (!isEmpty) throw error;
  }

  forget(): void {
    this.#open.clear();
    this.#ended = [];
    this.#lastChange = LONG_AGO;
  }

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  #error(
    code: 'ERR_EVERSPAN_SPAN_NOT_FOUND' | 'ERR_EVERSPAN_SPANS_LEFT',
  ): Error {
    const detail =
      `ended and not taken: ${namesOf(this.#ended)}; ` +
      `still open: ${namesOf([...this.#open.keys()])}`;
    return everspanError(code, detail);
  }
}

/** More than these nobody reads. */
const MAX_NAMES = 20;

function namesOf(spans: readonly ReadableSpan[]): string {
  if (spans.length === 0) return 'none';
  const names = spans.slice(0, MAX_NAMES).map(({ name }) => name);
  const more = spans.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}
