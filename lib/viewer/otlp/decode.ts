/**
 * An OTLP trace request, in either encoding, becomes spans.
 *
 * Pure. Both encodings are first brought into the shape of OTLP/JSON and then
 * read by the same code, so that they cannot drift apart.
 */
import { attributesIn } from './any-value';
import { readEncoded, type Encoding } from './body';
import {
  idIn,
  integerIn,
  messageIn,
  messagesIn,
  nanosecondsIn,
  textIn,
  type Fields,
} from './fields';
import { faultOfIds, faultOfParent, parentOf } from './ids';
import { readGroups, type Nesting, type Origin } from './origin';
import { ExportTraceServiceRequest } from './schema';
import type {
  ReceivedEvent,
  ReceivedLink,
  ReceivedSpan,
  ReceivedStatus,
} from '../store/received-span';

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
export function decodeTraces(bytes: Uint8Array, encoding: Encoding): Decoded {
  const type = ExportTraceServiceRequest;
  return readEncoded({ bytes, encoding, type }, readRequest);
}

/** What was left out of one request while reading it. */
interface LeftOut {
  readonly spans: string[];
  readonly links: string[];
}

const NESTING: Nesting = {
  byResource: 'resourceSpans',
  byScope: 'scopeSpans',
  items: 'spans',
};

function readRequest(request: Fields): Decoded {
  const leftOut: LeftOut = { spans: [], links: [] };
  const spans = readGroups(request, NESTING, (group, origin) =>
    readSpans(group, origin, leftOut),
  );
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
