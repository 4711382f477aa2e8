/** A trace as the OTLP/JSON that it could have been sent as. Pure. */
import type { JsonObject, JsonValue, SpanJson } from '../../api-types';

/** The body of `POST /v1/traces` that holds `spans`. */
export function otlpOf(spans: readonly SpanJson[]): object {
  return { resourceSpans: spans.map(resourceSpans) };
}

function resourceSpans(span: SpanJson): object {
  return {
    resource: { attributes: keyValues(span.resource) },
    scopeSpans: [{ scope: span.scope, spans: [spanOf(span)] }],
  };
}

const NOT_ENDED = '0';

function spanOf(span: SpanJson): object {
  const { traceId, spanId, parentSpanId, name, kind, status } = span;
  return {
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name,
    kind,
    startTimeUnixNano: span.startNs,
    endTimeUnixNano: span.isRunning ? NOT_ENDED : span.endNs,
    attributes: keyValues(span.attributes),
    ...droppedCounts(span),
    events: span.events.map(({ timeNs, name, attributes }) => ({
      timeUnixNano: timeNs,
      name,
      attributes: keyValues(attributes),
    })),
    links: span.links.map(({ traceId, spanId, attributes }) => ({
      traceId,
      spanId,
      attributes: keyValues(attributes),
    })),
    status,
  };
}

function droppedCounts({ dropped }: SpanJson): object {
  if (dropped === undefined) return {};
  return {
    droppedAttributesCount: dropped.attributes,
    droppedEventsCount: dropped.events,
    droppedLinksCount: dropped.links,
  };
}

function keyValues(attributes: JsonObject): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: anyValue(value),
  }));
}

function anyValue(value: JsonValue): object {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      // 64 bits, and so a string in protobuf's JSON mapping.
      return Number.isSafeInteger(value)
        ? { intValue: String(value) }
        : { doubleValue: value };
    default:
      return objectValue(value);
  }
}

function objectValue(value: JsonObject | readonly JsonValue[] | null): object {
  if (value === null) return {};
  if (isList(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: keyValues(value) } };
}

/** `Array.isArray` does not know arrays that may only be read. */
function isList(
  value: JsonObject | readonly JsonValue[],
): value is readonly JsonValue[] {
  return Array.isArray(value);
}
