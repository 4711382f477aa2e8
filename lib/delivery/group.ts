/**
 * Spans that are about to be written and sent together.
 *
 * Serialising a group costs less than half per span of what one span alone
 * costs. And a span that ends in the group in which it started need not be
 * written down twice.
 */
import { SpanStatusCode } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import { EXCEPTION_STACKTRACE } from '../internal/attributes';
import { reason, warnOnce } from '../internal/diag';

/** Spans of one group; above it the gain per span is small. */
export const GROUP_SPANS = 64;

/** Spans as one export request. */
export interface Serialised {
  readonly bytes: Uint8Array;
  readonly spans: number;
  /** Whether one of them has failed. */
  readonly failed: boolean;
}

export interface SealedGroup {
  /** Spans that have started and are still open. */
  readonly started: readonly Serialised[];
  readonly ended: readonly Serialised[];
  /** Spans that OTLP cannot express. */
  readonly lost: number;
}

/** Collects spans until it is sealed. */
export class Group {
  #started = new Set<ReadableSpan>();
  #ended: ReadableSpan[] = [];
  /** How many of `#ended` have been written ahead. */
  #ahead = 0;
  /** Set when a span came whose stack is to be read later. */
  #hasLateStack = false;

  /** Records to be written. */
  get size(): number {
    return this.#started.size + this.#ended.length;
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
   * spans stay in the group, to be sealed whole.
   */
  sealAhead(): readonly Serialised[] {
    const spans = [...this.#started, ...this.#ended.slice(this.#ahead)];
    this.#started = new Set();
    this.#ahead = this.#ended.length;
    const hidden = spans.flatMap(lateStacksOf);
    for (const attributes of hidden) showStack(attributes, false);
    const ahead = serialise(spans);
    for (const attributes of hidden) showStack(attributes, true);
    return ahead;
  }

  /** Serialises what is there, and is empty again. */
  seal(): SealedGroup {
    const started = serialise([...this.#started]);
    const ended = serialise(this.#ended);
    const lost = this.#ended.length - countSpans(ended);
    this.#started = new Set();
    this.#ended = [];
    this.#ahead = 0;
    this.#hasLateStack = false;
    return { started, ended, lost };
  }
}

/** One request, or several where a span that cannot be serialised is left out. */
export function serialise(
  spans: readonly ReadableSpan[],
): readonly Serialised[] {
  if (spans.length === 0) return [];
  try {
    const failed = spans.some(isFailed);
    return [{ bytes: requestOf(spans), spans: spans.length, failed }];
  } catch (error) {
    // A link without a context, or an attribute with a throwing getter: the
    // group is taken apart so that only that span is lost.
    if (spans.length > 1) return spans.flatMap((span) => serialise([span]));
    tellUnserialisable(error);
    return [];
  }
}

function requestOf(spans: readonly ReadableSpan[]): Uint8Array {
  const bytes = ProtobufTraceSerializer.serializeRequest([...spans]);
  if (!bytes) throw new TypeError('the serialiser gave nothing');
  return bytes;
}

function tellUnserialisable(error: unknown): void {
  warnOnce(
    'WARN_EVERSPAN_DROPPED',
    `a span cannot be put into OTLP and is dropped: ${reason(error)}`,
    'unserialisable',
  );
}

/** Whether the span says that its work failed. */
export function isFailed(span: ReadableSpan): boolean {
  return span.status.code === SpanStatusCode.ERROR;
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
