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

/** The youngest, in a list of at most so many. */
const MAX_YOUNG = 64;

/**
 * Every span that could still be ended.
 *
 * Most spans end soon after their start, so the youngest are looked for in a
 * short list first. A `Set` that lives long gets a new table with every few
 * that come and go, in the part of the heap that is collected last: in a flood
 * that was more than all else that delivery leaves there.
 */
export class OpenSpans {
  /** In the order they started, so that children come after their parents. */
  readonly #older = new Set<Span>();
  /** Started after all of these. */
  readonly #young: Span[] = [];

  get size(): number {
    return this.#older.size + this.#young.length;
  }

  /** Beyond the bound the oldest is let go: it can still end by itself. */
  add(span: Span): void {
    this.#young.push(span);
    if (this.#young.length <= MAX_YOUNG) return;
    for (const each of this.#young.splice(0, MAX_YOUNG / 2)) {
      this.#older.add(each);
    }
    for (const oldest of this.#older) {
      if (this.size <= MAX_OPEN) return;
      this.#older.delete(oldest);
    }
  }

  /** The SDK hands the same object to `onStart` and to `onEnd`. */
  delete(span: ReadableSpan): void {
    const index = this.#young.lastIndexOf(span as Span);
    if (index === -1) this.#older.delete(span as Span);
    else if (index === this.#young.length - 1) this.#young.pop();
    else this.#young.splice(index, 1);
  }

  /** The open span that `span` is, if it is one. */
  find(span: AnySpan | undefined): Span | undefined {
    const candidate = span as Span;
    const isOpen =
      this.#young.includes(candidate) || this.#older.has(candidate);
    return isOpen ? candidate : undefined;
  }

  /** In the order they started. */
  oldestFirst(): readonly Span[] {
    return [...this];
  }

  /** In the same order, for whoever wants the first few. */
  *[Symbol.iterator](): Iterator<Span> {
    yield* this.#older;
    yield* this.#young;
  }

  /** Youngest first, so that children are ended before their parents. */
  youngestFirst(): readonly Span[] {
    return [...this].reverse();
  }
}
