/**
 * What may be seen of a span. The span itself is not touched: other processors
 * have it too.
 */
import type { SpanStatus } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { EXCEPTION_EVENT, INTERRUPTED, KIND } from '../internal/attributes';
import { copyOf } from '../delivery/span-copy';
import type { Redactor } from '../span/redaction/redact';
import {
  redactAttributes,
  redactKeys,
} from '../span/redaction/redact-attributes';

type Event = ReadableSpan['events'][number];
type Link = ReadableSpan['links'][number];

type Hide = typeof redactKeys;

/**
 * `span`, or a copy without what is hidden: by key and by value in spans that
 * everspan makes, by key in those of other libraries. What everspan adds to
 * theirs when the process ends is text of ours.
 */
export function redactSpan(
  span: ReadableSpan,
  redactor: Redactor,
): ReadableSpan {
  const isOurs = span.attributes[KIND] !== undefined;
  const hide = isOurs ? redactAttributes : redactKeys;
  const attributes = hide(span.attributes, redactor);
  const links = redactLinks(span.links, hide, redactor);
  const events = redactEvents(span, hide, redactor);
  const status = hasTextOfOurs(span)
    ? redactStatus(span, redactor)
    : span.status;
  const isSame =
    attributes === span.attributes &&
    links === span.links &&
    events === span.events &&
    status === span.status;
  return isSame ? span : { ...copyOf(span), attributes, links, events, status };
}

function hasTextOfOurs({ attributes }: ReadableSpan): boolean {
  return (
    attributes[KIND] !== undefined || attributes[INTERRUPTED] !== undefined
  );
}

/** The very list where nothing is hidden, as is that of events. */
function redactLinks(links: Link[], hide: Hide, redactor: Redactor): Link[] {
  if (links.length === 0) return links;
  const shown = links.map((link) => {
    if (!link.attributes) return link;
    const attributes = hide(link.attributes, redactor);
    return attributes === link.attributes ? link : { ...link, attributes };
  });
  return shown.some((link, nth) => link !== links[nth]) ? shown : links;
}

function redactEvents(
  span: ReadableSpan,
  hide: Hide,
  redactor: Redactor,
): Event[] {
  const { events } = span;
  if (events.length === 0) return events;
  const isTextOurs = hasTextOfOurs(span);
  const shown = events.map((event) => {
    const isException = event.name === EXCEPTION_EVENT;
    const hideIn = isException && isTextOurs ? redactAttributes : hide;
    return redactEvent(event, hideIn, redactor);
  });
  return shown.some((event, nth) => event !== events[nth]) ? shown : events;
}

function redactEvent(event: Event, hide: Hide, redactor: Redactor): Event {
  const { attributes: given = {} } = event;
  const attributes = hide(given, redactor);
  const isNameOpen = hide === redactKeys || event.name === EXCEPTION_EVENT;
  const name = isNameOpen ? event.name : redactor.text(event.name);
  if (attributes === given && name === event.name) return event;
  return { ...event, name, attributes };
}

function redactStatus(
  { status }: ReadableSpan,
  redactor: Redactor,
): SpanStatus {
  const { message } = status;
  if (message === undefined || message === '') return status;
  const shown = redactor.text(message, 'status.message');
  return shown === message ? status : { ...status, message: shown };
}
