/**
 * Turns spans into bytes: the only place that does, so that nothing is written
 * down or sent that was not redacted before.
 */
import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { reason, warnOnce } from '../internal/diag';
import { withKnownResource } from './known-resource';
import { otlp } from './otlp';

/** The span as it may be seen: itself, or a copy without what is hidden. */
export type Redact = (span: ReadableSpan) => ReadableSpan;

/** Spans as one export request. */
export interface Serialised {
  readonly bytes: Uint8Array;
  readonly spans: number;
  /** Whether one of them has failed. */
  readonly failed: boolean;
}

/** Spans as requests: one, unless a span cannot be put into it. */
export type Serialise = (
  spans: readonly ReadableSpan[],
) => readonly Serialised[];

/** A way to serialise that redacts first. */
export function serialiserWith(redact: Redact): Serialise {
  return (spans) => serialise(spans, redact);
}

/** One request, or several where a span that cannot be serialised is left out. */
function serialise(
  spans: readonly ReadableSpan[],
  redact: Redact,
): readonly Serialised[] {
  if (spans.length === 0) return [];
  try {
    const failed = spans.some(isFailed);
    const bytes = requestOf(
      spans.map((span) => withKnownResource(redact(span))),
    );
    return [{ bytes, spans: spans.length, failed }];
  } catch (error) {
    // A link without a context, or an attribute with a throwing getter: the
    // group is taken apart so that only that span is lost.
    if (spans.length > 1)
      return spans.flatMap((span) => serialise([span], redact));
    tellUnserialisable(error);
    return [];
  }
}

function requestOf(spans: ReadableSpan[]): Uint8Array {
  const bytes = otlp().ProtobufTraceSerializer.serializeRequest(spans);
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
