/**
 * The spans that have started and not ended.
 *
 * OpenTelemetry hands a span over when it ends; a process that dies takes its
 * open spans with it. Holding them here is what lets the last moment end them.
 */
import type { Span as AnySpan } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';

/** Spans that nobody ends are a leak of the program's; this bounds ours. */
const MAX_OPEN = 100_000;

/** Every span that could still be ended. */
export class OpenSpans {
  /** In the order they started, so that children come after their parents. */
  readonly #spans = new Set<Span>();

  get size(): number {
    return this.#spans.size;
  }

  /** Beyond the bound the oldest is let go: it can still end by itself. */
  add(span: Span): void {
    this.#spans.add(span);
    if (this.#spans.size <= MAX_OPEN) return;
    for (const oldest of this.#spans) {
      this.#spans.delete(oldest);
      return;
    }
  }

  /** The SDK hands the same object to `onStart` and to `onEnd`. */
  delete(span: ReadableSpan): void {
    this.#spans.delete(span as Span);
  }

  /** The open span that `span` is, if it is one. */
  find(span: AnySpan | undefined): Span | undefined {
    const candidate = span as Span;
    return this.#spans.has(candidate) ? candidate : undefined;
  }

  /** In the order they started. */
  oldestFirst(): readonly Span[] {
    return [...this.#spans];
  }

  /** In the same order, for whoever wants the first few. */
  [Symbol.iterator](): Iterator<Span> {
    return this.#spans.values();
  }

  /** Youngest first, so that children are ended before their parents. */
  youngestFirst(): readonly Span[] {
    return [...this.#spans].reverse();
  }
}
