/**
 * Reads the spans of an export request, as bytes. Pure.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/opentelemetry/proto/trace/v1/trace.proto
 */
import { fieldsOf, visitFields, type Extent, type Field } from './wire';

/**
 * `ExportTraceServiceRequest.resource_spans`, `ResourceSpans.scope_spans`,
 * `ScopeSpans.spans`: the field numbers from the request down to a span.
 */
export const PATH_TO_SPANS = [1, 2, 2] as const;

/** Field numbers of `Span`. */
const SPAN_TRACE_ID = 1;
const SPAN_SPAN_ID = 2;
const SPAN_START_TIME = 7;
export const SPAN_END_TIME = 8;
export const SPAN_STATUS = 15;
/** Of `Status`, and what it says there of a failure. */
export const STATUS_CODE = 3;
export const STATUS_CODE_ERROR = 2;

/** What has to be known of a request in order to send it. */
export interface Summary {
  readonly spans: number;
  /** Whether one of them has failed. */
  readonly failed: boolean;
}

/** Walks a request once, without making anything of its fields. */
export function summaryOf(request: Uint8Array): Summary {
  let spans = 0;
  let failed = false;
  visitSpans(request, wholeOf(request), (span) => {
    spans += 1;
    failed ||= isFailed(request, span);
  });
  return { spans, failed };
}

/** How many spans a request holds. */
export function countSpans(request: Uint8Array): number {
  let spans = 0;
  visitSpans(request, wholeOf(request), () => (spans += 1));
  return spans;
}

/** Trace id and span id of every span, as one hexadecimal string each. */
export function* spanKeys(request: Uint8Array): Generator<string> {
  for (const span of spansAt(request, 0)) yield keyOf(span);
}

/** Whether a span of the request has failed. */
export function hasFailure(request: Uint8Array): boolean {
  return summaryOf(request).failed;
}

/** When a span of a request last started or ended, in nanoseconds since the epoch. */
export function latestTime(request: Uint8Array): bigint {
  let latest = 0n;
  for (const span of spansAt(request, 0)) {
    for (const number of [SPAN_START_TIME, SPAN_END_TIME]) {
      const time = timeOf(span, number);
      if (time > latest) latest = time;
    }
  }
  return latest;
}

/** When a span started, in nanoseconds since the epoch. */
export function startTimeOf(span: Field): bigint {
  return timeOf(span, SPAN_START_TIME);
}

function timeOf(span: Field, wanted: number): bigint {
  for (const { number, content } of fieldsOf(span.content)) {
    if (number === wanted && content.length === 8) {
      return Buffer.from(content).readBigUInt64LE();
    }
  }
  return 0n;
}

/** The spans below a message, which is so far down the way to them. */
export function* spansAt(message: Uint8Array, depth: number): Generator<Field> {
  for (const field of fieldsOf(message)) {
    if (field.number !== PATH_TO_SPANS[depth]) continue;
    if (isSpanDepth(depth)) yield field;
    else yield* spansAt(field.content, depth + 1);
  }
}

/** A message somewhere on the way down to the spans. */
interface Step extends Extent {
  readonly depth: number;
}

function wholeOf(request: Uint8Array): Step {
  return { begin: 0, end: request.length, depth: 0 };
}

function visitSpans(
  request: Uint8Array,
  step: Step,
  visit: (span: Extent) => void,
): void {
  const { depth } = step;
  visitFields(request, step, (number, begin, end) => {
    if (number !== PATH_TO_SPANS[depth]) return;
    if (isSpanDepth(depth)) visit({ begin, end });
    else visitSpans(request, { begin, end, depth: depth + 1 }, visit);
  });
}

function isFailed(request: Uint8Array, span: Extent): boolean {
  let code = 0;
  visitFields(request, span, (number, begin, end) => {
    if (number !== SPAN_STATUS) return;
    visitFields(request, { begin, end }, (inner, at) => {
      if (inner === STATUS_CODE) code = request[at] ?? 0;
    });
  });
  return code === STATUS_CODE_ERROR;
}

/** Whether the next field on the way is a span. */
export function isSpanDepth(depth: number): boolean {
  return depth === PATH_TO_SPANS.length - 1;
}

/** Trace id and span id, as one hexadecimal string. */
export function keyOf(span: Field): string {
  let traceId = '';
  let spanId = '';
  for (const { number, content } of fieldsOf(span.content)) {
    if (number === SPAN_TRACE_ID) traceId = hex(content);
    if (number === SPAN_SPAN_ID) spanId = hex(content);
  }
  return traceId + spanId;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
