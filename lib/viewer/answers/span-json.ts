/** A received span as the page gets it. Pure. */
import type {
  DroppedJson,
  LinkJson,
  SpanJson,
  SpanStatusJson,
  SpanTitle,
} from '../api-types';
import { jsonObject } from './json-value';
import {
  isRunning,
  serviceOf,
  type ReceivedLink,
  type ReceivedScope,
  type ReceivedSpan,
  type ReceivedStatus,
} from '../store/received-span';

/** Finds a span that another one names; it may come later, or never. */
export type FindSpan = (
  traceId: string,
  spanId: string,
) => ReceivedSpan | undefined;

/** All that is known of it; what it links to is named by `find`. */
export function spanJson(span: ReceivedSpan, find: FindSpan): SpanJson {
  const { parentSpanId } = span;
  const dropped = droppedOf(span);
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: span.name,
    kind: span.kind,
    ...timesOf(span),
    status: statusJson(span.status),
    attributes: jsonObject(span.attributes),
    events: span.events.map(({ name, timeUnixNano, attributes }) => ({
      timeNs: timeUnixNano,
      name,
      attributes: jsonObject(attributes),
    })),
    links: span.links.map((link) => linkJson(link, find)),
    resource: jsonObject(span.resource.attributes),
    scope: scopeJson(span.scope),
    ...(dropped && { dropped }),
  };
}

/** What stands for a span where another one names it. */
export function titleOf(span: ReceivedSpan): SpanTitle {
  return { name: span.name, service: serviceOf(span) };
}

function timesOf(
  span: ReceivedSpan,
): Pick<SpanJson, 'startNs' | 'endNs' | 'isRunning' | 'isSilent'> {
  const { startTimeUnixNano: startNs, endTimeUnixNano: endNs } = span;
  if (!isRunning(span)) return { startNs, endNs };
  return {
    startNs,
    endNs: startNs,
    isRunning: true,
    ...(span.isSilent && { isSilent: true }),
  };
}

function statusJson({ code, message }: ReceivedStatus): SpanStatusJson {
  return { code, ...(message !== '' && { message }) };
}

function scopeJson({ name, version }: ReceivedScope): SpanJson['scope'] {
  return { name, ...(version !== '' && { version }) };
}

function linkJson(
  { traceId, spanId, attributes }: ReceivedLink,
  find: FindSpan,
): LinkJson {
  const target = find(traceId, spanId);
  return {
    traceId,
    spanId,
    attributes: jsonObject(attributes),
    ...(target && { target: titleOf(target) }),
  };
}

function droppedOf(span: ReceivedSpan): DroppedJson | undefined {
  const dropped = {
    attributes: span.droppedAttributesCount,
    events: span.droppedEventsCount,
    links: span.droppedLinksCount,
  };
  const isAny = Object.values(dropped).some((count) => count > 0);
  return isAny ? dropped : undefined;
}
