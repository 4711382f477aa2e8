/**
 * Reads and rewrites the spans of an export request, as bytes. Pure.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/opentelemetry/proto/trace/v1/trace.proto
 */
import {
  delimitedField,
  fieldsOf,
  fixed64Field,
  varintField,
  visitFields,
  type Extent,
  type Field,
} from './wire';

/**
 * `ExportTraceServiceRequest.resource_spans`, `ResourceSpans.scope_spans`,
 * `ScopeSpans.spans`: the field numbers from the request down to a span.
 */
const PATH_TO_SPANS = [1, 2, 2] as const;

/** Field numbers of `Span`. */
const SPAN_TRACE_ID = 1;
const SPAN_SPAN_ID = 2;
const SPAN_START_TIME = 7;
const SPAN_END_TIME = 8;
const SPAN_ATTRIBUTES = 9;
const SPAN_STATUS = 15;
/** Field numbers of `KeyValue`, `AnyValue` and `Status`. */
const KEY = 1;
const VALUE = 2;
const STRING_VALUE = 1;
const STATUS_MESSAGE = 2;
const STATUS_CODE = 3;
const STATUS_CODE_ERROR = 2;

/** What a span becomes: itself, another, or nothing. */
type Rewrite = (span: Field) => readonly Uint8Array[];

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

/** Both halves as valid requests, or `undefined` if there is one span or none. */
export function splitRequest(
  request: Uint8Array,
): readonly [Uint8Array, Uint8Array] | undefined {
  const total = countSpans(request);
  if (total < 2) return undefined;
  const half = Math.ceil(total / 2);
  return [
    keepSpans(request, (index) => index < half),
    keepSpans(request, (index) => index >= half),
  ];
}

/** Trace id and span id of every span, as one hexadecimal string each. */
export function* spanKeys(request: Uint8Array): Generator<string> {
  for (const span of spansAt(request, 0)) yield keyOf(span);
}

/** Whether a span of the request has failed. */
export function hasFailure(request: Uint8Array): boolean {
  return summaryOf(request).failed;
}

/** How the spans that a dead process left open are to end. */
export interface Interruption {
  readonly endTimeUnixNano: bigint;
  readonly attributes: Readonly<Record<string, string>>;
  readonly statusMessage: string;
}

/**
 * Ends the spans of a request whose keys are in `open`, and leaves out the
 * others; a span that has ended already stays as it is. In protobuf the last value of a field counts and repeated fields
 * add up, so what is appended to a span overrides what it said.
 */
export function endSpans(
  request: Uint8Array,
  open: ReadonlySet<string>,
  interruption: Interruption,
): Uint8Array {
  return rewrite(request, (span) => {
    if (!open.has(keyOf(span))) return [];
    if (hasEnded(span)) return [span.whole];
    return delimitedField(
      span.number,
      span.content,
      ...endingFields(interruption, startTimeOf(span)),
    );
  });
}

/** When the last span of a request started, in nanoseconds since the epoch. */
export function latestStart(request: Uint8Array): bigint {
  let latest = 0n;
  for (const span of spansAt(request, 0)) {
    const start = startTimeOf(span);
    if (start > latest) latest = start;
  }
  return latest;
}

function startTimeOf(span: Field): bigint {
  for (const { number, content } of fieldsOf(span.content)) {
    if (number === SPAN_START_TIME && content.length === 8) {
      return Buffer.from(content).readBigUInt64LE();
    }
  }
  return 0n;
}

function hasEnded(span: Field): boolean {
  for (const { number, content } of fieldsOf(span.content)) {
    if (number === SPAN_END_TIME && content.some((byte) => byte !== 0)) {
      return true;
    }
  }
  return false;
}

function keepSpans(
  request: Uint8Array,
  keep: (index: number) => boolean,
): Uint8Array {
  let index = 0;
  return rewrite(request, (span) => (keep(index++) ? [span.whole] : []));
}

function rewrite(request: Uint8Array, span: Rewrite): Uint8Array {
  return Buffer.concat(rewriteAt(request, 0, span));
}

/** All fields beside the way to the spans are kept as they are. */
function rewriteAt(
  message: Uint8Array,
  depth: number,
  span: Rewrite,
): Uint8Array[] {
  return [...fieldsOf(message)].flatMap((field) => {
    if (field.number !== PATH_TO_SPANS[depth]) return [field.whole];
    if (isSpanDepth(depth)) return [...span(field)];
    return rewriteInside(field, depth, span);
  });
}

/** A group that is left without spans is left out. */
function rewriteInside(
  field: Field,
  depth: number,
  span: Rewrite,
): Uint8Array[] {
  const content = Buffer.concat(rewriteAt(field.content, depth + 1, span));
  const isEmpty = spansAt(content, depth + 1).next().done === true;
  return isEmpty ? [] : delimitedField(field.number, content);
}

function* spansAt(message: Uint8Array, depth: number): Generator<Field> {
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

function isSpanDepth(depth: number): boolean {
  return depth === PATH_TO_SPANS.length - 1;
}

function keyOf(span: Field): string {
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

/** No span ends before it started, whatever the clock of the disk says. */
function endingFields(
  { attributes, endTimeUnixNano, statusMessage }: Interruption,
  start: bigint,
): Uint8Array[] {
  const end = endTimeUnixNano > start ? endTimeUnixNano : start;
  return [
    fixed64Field(SPAN_END_TIME, end),
    ...Object.entries(attributes).flatMap(([key, value]) =>
      delimitedField(SPAN_ATTRIBUTES, ...keyValue(key, value)),
    ),
    ...delimitedField(
      SPAN_STATUS,
      ...delimitedField(STATUS_MESSAGE, Buffer.from(statusMessage)),
      varintField(STATUS_CODE, STATUS_CODE_ERROR),
    ),
  ];
}

function keyValue(key: string, value: string): Uint8Array[] {
  const text = delimitedField(STRING_VALUE, Buffer.from(value));
  return [
    ...delimitedField(KEY, Buffer.from(key)),
    ...delimitedField(VALUE, ...text),
  ];
}
