/**
 * Spans that are about to be written and sent together.
 *
 * Serialising a group costs less than half per span of what one span alone
 * costs. And a span that ends in the group in which it started need not be
 * written down twice.
 */
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import { EXCEPTION_STACKTRACE } from '../internal/attributes';
import { isFailed, type Serialise, type Serialised } from './serialise';

/** Spans of one group; above it the gain per span is small. */
export const GROUP_SPANS = 64;

export interface SealedGroup {
  /** Spans that have started and are still open. */
  readonly started: readonly Serialised[];
  readonly ended: readonly Serialised[];
  /** Spans that OTLP cannot express. */
  readonly lost: number;
}

/** Collects spans until it is sealed. */
export class Group {
  readonly #serialise: Serialise;
  #started = new Set<ReadableSpan>();
  #ended: ReadableSpan[] = [];
  /** How many of `#ended` have been written ahead. */
  #ahead = 0;
  /** Set when a span came whose stack is to be read later. */
  #hasLateStack = false;

  constructor(serialise: Serialise) {
    this.#serialise = serialise;
  }

  get isEmpty(): boolean {
    return this.#started.size + this.#ended.length === 0;
  }

  /** Records that have not been written in any way. */
  get unwritten(): number {
    return this.#started.size + this.#ended.length - this.#ahead;
  }

  /** Spans in it that have ended. */
  get ended(): number {
    return this.#ended.length;
  }

  start(span: Span): void {
    this.#started.add(span);
  }

  end(span: ReadableSpan): void {
    this.#started.delete(span);
    this.#ended.push(span);
    this.#hasLateStack ||= isFailed(span) && lateStacksOf(span).length > 0;
  }

  /** Whether it holds an error whose stack should not be read yet. */
  hasLateStack(): boolean {
    return this.#hasLateStack;
  }

  /**
   * Serialises what has not been written yet, late stacks left out. Ended
   * spans stay in the group, to be sealed whole when more is known of them.
   */
  sealAhead(): readonly Serialised[] {
    const spans = [...this.#started, ...this.#ended.slice(this.#ahead)];
    this.#started = new Set();
    this.#ahead = this.#ended.length;
    const hidden = spans.flatMap(lateStacksOf);
    for (const attributes of hidden) showStack(attributes, false);
    const ahead = this.#serialise(spans);
    for (const attributes of hidden) showStack(attributes, true);
    return ahead;
  }

  /**
   * Serialises what was there, and is empty before: what redacts may run the
   * user's code, which may start spans.
   */
  seal(): SealedGroup {
    const startedSpans = [...this.#started];
    const endedSpans = this.#ended;
    this.#started = new Set();
    this.#ended = [];
    this.#ahead = 0;
    this.#hasLateStack = false;
    const started = this.#serialise(startedSpans);
    const ended = this.#serialise(endedSpans);
    return { started, ended, lost: endedSpans.length - countSpans(ended) };
  }
}

function countSpans(requests: readonly Serialised[]): number {
  return requests.reduce((sum, { spans }) => sum + spans, 0);
}

/** The attributes of exceptions whose stack is a getter. */
function lateStacksOf({ events }: ReadableSpan): object[] {
  return events
    .map(({ attributes }) => attributes ?? {})
    .filter((attributes) => {
      const stack = Object.getOwnPropertyDescriptor(
        attributes,
        EXCEPTION_STACKTRACE,
      );
      return stack?.get !== undefined;
    });
}

/** A serialiser reads what can be enumerated. */
function showStack(attributes: object, enumerable: boolean): void {
  Object.defineProperty(attributes, EXCEPTION_STACKTRACE, { enumerable });
}
