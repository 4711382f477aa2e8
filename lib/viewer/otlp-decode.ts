/**
 * An OTLP trace request, in either encoding, becomes spans.
 *
 * Pure. Both encodings are first brought into the shape of OTLP/JSON and then
 * read by the same code, so that they cannot drift apart.
 */
import { BinaryReader, type BinaryReadOptions } from '@protobuf-ts/runtime';
import { reason } from '../internal/diag';
import type { ErrorCode } from '../internal/errors';
import { attributesIn } from './any-value';
import {
  asFields,
  idIn,
  integerIn,
  messageIn,
  messagesIn,
  nanosecondsIn,
  textIn,
  undecodable,
  type Fields,
} from './otlp-fields';
import { ExportTraceServiceRequest } from './otlp-schema';
import type {
  ReceivedEvent,
  ReceivedLink,
  ReceivedResource,
  ReceivedScope,
  ReceivedSpan,
  ReceivedStatus,
} from './received-span';

/** How the body of an export request is written. */
export type Encoding = 'json' | 'protobuf';

/** What one export request held. */
export interface Decoded {
  readonly spans: readonly ReceivedSpan[];
  /** Spans left out because an id of theirs cannot be one. */
  readonly rejected: number;
  /** What was left out and why; `''` when nothing was. */
  readonly message: string;
}

/**
 * Decodes the body of `POST /v1/traces`, already decompressed.
 *
 * Unknown fields are ignored. A span with an unusable id is counted in
 * `rejected` and the others are kept; a link with one is left out and told
 * in `message`.
 *
 * @throws `ERR_EVERSPAN_OTLP_BODY` when the body is no such request.
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/docs/specification.md#otlphttp
 */
export function decodeTraces(body: Uint8Array, encoding: Encoding): Decoded {
  try {
    return readRequest(encoding === 'json' ? parse(body) : unpack(body));
  } catch (error) {
    if (isUndecodable(error)) throw error;
    // The JSON parser, the protobuf reader, or a nesting too deep to follow.
    throw undecodable(`The ${encoding} body is malformed: ${reason(error)}`);
  }
}

function isUndecodable(error: unknown): boolean {
  const code = error instanceof TypeError && 'code' in error && error.code;
  return code === ('ERR_EVERSPAN_OTLP_BODY' satisfies ErrorCode);
}

function parse(body: Uint8Array): unknown {
  return JSON.parse(Buffer.from(body).toString('utf8'));
}

/** A text cut in the middle of a character is shown, not refused. */
const LENIENT_TEXT = new TextDecoder('utf-8', { ignoreBOM: true });

const UNPACKING: Partial<BinaryReadOptions> = {
  readUnknownField: false,
  readerFactory: (bytes) => new BinaryReader(bytes, LENIENT_TEXT),
};

function unpack(body: Uint8Array): unknown {
  return ExportTraceServiceRequest.fromBinary(body, UNPACKING);
}

/** What was left out of one request while reading it. */
interface LeftOut {
  readonly spans: string[];
  readonly links: string[];
}

/** Where a group of spans came from. */
interface Origin {
  readonly resource: ReceivedResource;
  readonly scope: ReceivedScope;
}

function readRequest(request: unknown): Decoded {
  const leftOut: LeftOut = { spans: [], links: [] };
  const groups = messagesIn(asFields(request, 'request'), 'resourceSpans');
  const spans = groups.flatMap((group) => readResourceSpans(group, leftOut));
  return {
    spans,
    rejected: leftOut.spans.length,
    message: [
      tell(leftOut.spans, 'span(s) rejected'),
      tell(leftOut.links, 'link(s) left out'),
    ]
      .filter(Boolean)
      .join(' '),
  };
}

function tell(faults: readonly string[], what: string): string {
  const [first] = faults;
  return first === undefined ? '' : `${faults.length} ${what}: ${first}`;
}

function readResourceSpans(group: Fields, leftOut: LeftOut): ReceivedSpan[] {
  const attributes = attributesIn(messageIn(group, 'resource'), 'attributes');
  const resource = { attributes };
  return messagesIn(group, 'scopeSpans').flatMap((scoped) => {
    const origin = { resource, scope: readScope(messageIn(scoped, 'scope')) };
    return readSpans(messagesIn(scoped, 'spans'), origin, leftOut);
  });
}

function readScope(scope: Fields): ReceivedScope {
  return {
    name: textIn(scope, 'name'),
    version: textIn(scope, 'version'),
    attributes: attributesIn(scope, 'attributes'),
  };
}

function readSpans(
  spans: readonly Fields[],
  origin: Origin,
  leftOut: LeftOut,
): ReceivedSpan[] {
  return spans.flatMap((span) => {
    const fault = faultOfIds(span) ?? faultOfParent(span);
    if (fault === undefined) return [readSpan(span, origin, leftOut)];
    leftOut.spans.push(fault);
    return [];
  });
}

function readSpan(
  span: Fields,
  origin: Origin,
  leftOut: LeftOut,
): ReceivedSpan {
  return {
    traceId: idIn(span, 'traceId'),
    spanId: idIn(span, 'spanId'),
    parentSpanId: parentOf(span),
    traceState: textIn(span, 'traceState'),
    flags: integerIn(span, 'flags'),
    name: textIn(span, 'name'),
    kind: integerIn(span, 'kind'),
    startTimeUnixNano: nanosecondsIn(span, 'startTimeUnixNano'),
    endTimeUnixNano: nanosecondsIn(span, 'endTimeUnixNano'),
    attributes: attributesIn(span, 'attributes'),
    droppedAttributesCount: integerIn(span, 'droppedAttributesCount'),
    events: messagesIn(span, 'events').map(readEvent),
    droppedEventsCount: integerIn(span, 'droppedEventsCount'),
    links: readLinks(messagesIn(span, 'links'), leftOut),
    droppedLinksCount: integerIn(span, 'droppedLinksCount'),
    status: readStatus(messageIn(span, 'status')),
    ...origin,
  };
}

function readEvent(event: Fields): ReceivedEvent {
  return {
    name: textIn(event, 'name'),
    timeUnixNano: nanosecondsIn(event, 'timeUnixNano'),
    attributes: attributesIn(event, 'attributes'),
    droppedAttributesCount: integerIn(event, 'droppedAttributesCount'),
  };
}

function readLinks(links: readonly Fields[], leftOut: LeftOut): ReceivedLink[] {
  return links.flatMap((link) => {
    const fault = faultOfIds(link);
    if (fault === undefined) return [readLink(link)];
    leftOut.links.push(fault);
    return [];
  });
}

function readLink(link: Fields): ReceivedLink {
  return {
    traceId: idIn(link, 'traceId'),
    spanId: idIn(link, 'spanId'),
    traceState: textIn(link, 'traceState'),
    flags: integerIn(link, 'flags'),
    attributes: attributesIn(link, 'attributes'),
    droppedAttributesCount: integerIn(link, 'droppedAttributesCount'),
  };
}

function readStatus(status: Fields): ReceivedStatus {
  return {
    code: integerIn(status, 'code'),
    message: textIn(status, 'message'),
  };
}

const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/;
/** Some senders write the absent parent of a root as zeros. */
const NO_PARENT = /^0*$/;

function parentOf(span: Fields): string | undefined {
  const parent = idIn(span, 'parentSpanId');
  return NO_PARENT.test(parent) ? undefined : parent;
}

function faultOfParent(span: Fields): string | undefined {
  const parent = parentOf(span);
  return parent === undefined ? undefined : faultOf('parentSpanId', parent);
}

/**
 * Ids are checked because a request for another signal decodes here too: log
 * records have the same field numbers, and would become spans without ids.
 */
function faultOfIds(fields: Fields): string | undefined {
  return (
    faultOf('traceId', idIn(fields, 'traceId')) ??
    faultOf('spanId', idIn(fields, 'spanId'))
  );
}

function faultOf(key: string, id: string): string | undefined {
  const [form, bytes] = key === 'traceId' ? [TRACE_ID, 16] : [SPAN_ID, 8];
  if (form.test(id)) return undefined;
  const shown = JSON.stringify(id.slice(0, 64));
  return `\`${key}\` must be ${bytes} bytes, not all zero; received ${shown}.`;
}
