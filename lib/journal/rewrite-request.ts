/** Makes another export request of one, as bytes. Pure. */
import {
  countSpans,
  isSpanDepth,
  keyOf,
  PATH_TO_SPANS,
  SPAN_END_TIME,
  SPAN_STATUS,
  spansAt,
  startTimeOf,
  STATUS_CODE,
  STATUS_CODE_ERROR,
} from './request';
import {
  delimitedField,
  fieldsOf,
  fixed64Field,
  varintField,
  type Field,
} from './wire';

/** Field numbers of `Span`. */
const SPAN_ATTRIBUTES = 9;
/** Field numbers of `KeyValue`, `AnyValue` and `Status`. */
const KEY = 1;
const VALUE = 2;
const STRING_VALUE = 1;
const STATUS_MESSAGE = 2;

/** What a span becomes: itself, another, or nothing. */
type Rewrite = (span: Field) => readonly Uint8Array[];

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

/** How the spans that a dead process left open are to end. */
export interface Interruption {
  readonly endTimeUnixNano: bigint;
  readonly attributes: Readonly<Record<string, string>>;
  readonly statusMessage: string;
}

/**
 * Ends the spans of a request whose keys are in `open`, and leaves out the
 * others; a span that has ended already stays as it is. In protobuf the last
 * value of a field counts and repeated fields add up, so what is appended to a
 * span overrides what it said.
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
