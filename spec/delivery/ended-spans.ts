/** Spans of the real SDK, ended, and what their bytes say. */
import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type SpanContext,
  type SpanOptions,
} from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  TracerProvider,
  type ReadableSpan,
  type Span,
  type SpanLimits,
} from '@opentelemetry/sdk-trace';
import { decodeTraces } from '../../lib/viewer/otlp/decode';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';

export interface SpanFields extends SpanOptions {
  readonly name?: string;
  readonly failed?: boolean;
  readonly parent?: SpanContext;
  readonly scope?: string;
  readonly service?: string;
  readonly limits?: SpanLimits;
}

/** A span that has started: as the SDK hands it to a processor. */
export function openSpan(fields: SpanFields = {}): Span {
  const { name = 'charge', scope = 'shop', service = 'orders' } = fields;
  const provider = fields.limits
    ? new TracerProvider({ spanLimits: fields.limits })
    : providerOf(service);
  const parent = fields.parent
    ? trace.setSpanContext(ROOT_CONTEXT, fields.parent)
    : ROOT_CONTEXT;
  const tracer = provider.getTracer(scope, '1.0.0');
  const span = tracer.startSpan(name, fields, parent);
  if (fields.failed) span.setStatus({ code: SpanStatusCode.ERROR });
  return span as Span;
}

const providers = new Map<string, TracerProvider>();

/** Spans of one service share a resource, as they do in one process. */
function providerOf(service: string): TracerProvider {
  const known = providers.get(service);
  if (known) return known;
  const resource = resourceFromAttributes({ 'service.name': service });
  const provider = new TracerProvider({ resource });
  providers.set(service, provider);
  return provider;
}

export function endedSpan(fields: SpanFields = {}): ReadableSpan {
  const span = openSpan(fields);
  span.end();
  return span;
}

export function endedSpans(
  count: number,
  fields: SpanFields = {},
): ReadableSpan[] {
  return Array.from({ length: count }, (_, nth) =>
    endedSpan({ ...fields, name: `${fields.name ?? 'span'} ${nth}` }),
  );
}

/** A span that OTLP has no words for. */
export function unserialisableSpan(): ReadableSpan {
  const context = undefined as unknown as SpanContext;
  return endedSpan({ name: 'poison', links: [{ context }] });
}

/** The context of a parent that lives in another process, or in this one. */
export function parentContext(fields: Partial<SpanContext> = {}): SpanContext {
  return {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    traceFlags: TraceFlags.SAMPLED,
    ...fields,
  };
}

export function requestOf(spans: readonly ReadableSpan[]): Uint8Array {
  const bytes = ProtobufTraceSerializer.serializeRequest([...spans]);
  if (!bytes) throw new Error('The serialiser gave nothing.');
  return bytes;
}

export function spansIn(request: Uint8Array): readonly ReceivedSpan[] {
  return decodeTraces(request, 'protobuf').spans;
}

export function namesIn(request: Uint8Array): readonly string[] {
  return spansIn(request).map(({ name }) => name);
}
