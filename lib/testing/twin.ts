/**
 * A second copy of a span that is open: what happens to it, its end above all,
 * happens to nobody else.
 */
import {
  type Attributes,
  type HrTime,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { hrTime } from '@opentelemetry/core';
import {
  type IdGenerator,
  type ReadableSpan,
  type Sampler,
  SamplingDecision,
  type Span,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { spanLimitsVariables } from '../setup/environment';

/** How `span` was when it started. */
export interface SpanStart {
  readonly name: string;
  readonly attributes: Attributes;
  readonly links: ReadableSpan['links'];
}

/** What a journal knows of `span`: what it was when it started. */
export function startOf({ name, attributes, links }: ReadableSpan): SpanStart {
  return { name, attributes: { ...attributes }, links: [...links] };
}

/** A copy of `span`, still open, with all that it was given so far. */
export function twinOf(span: ReadableSpan): Span {
  const twin = twinAtStart(span, span);
  for (const { name, attributes, time } of span.events) {
    twin.addEvent(name, attributes, time);
  }
  twin.setStatus(span.status);
  return twin;
}

/** A copy of `span`, still open, as it was when it started. */
export function twinAtStart(span: ReadableSpan, start: SpanStart): Span {
  const { parentSpanContext, instrumentationScope, kind, startTime } = span;
  const { name, attributes, links } = start;
  const parent = parentSpanContext
    ? trace.setSpanContext(ROOT_CONTEXT, parentSpanContext)
    : ROOT_CONTEXT;
  const twin = providerOf(span)
    .getTracer(instrumentationScope.name, instrumentationScope.version)
    .startSpan(
      name,
      { kind, attributes, links: [...links], startTime },
      parent,
    );
  return endingNow(twin as Span);
}

/** A provider that can make this one span only. */
function providerOf(span: ReadableSpan): TracerProvider {
  return new TracerProvider({
    resource: span.resource,
    spanLimits: spanLimitsVariables(),
    idGenerator: sameIds(span),
    sampler: sameDecision(span),
  });
}

function sameIds(span: ReadableSpan): IdGenerator {
  const { traceId, spanId } = span.spanContext();
  return { generateTraceId: () => traceId, generateSpanId: () => spanId };
}

function sameDecision(span: ReadableSpan): Sampler {
  const { traceFlags, traceState } = span.spanContext();
  const decision =
    (traceFlags & TraceFlags.SAMPLED) === 0
      ? SamplingDecision.RECORD
      : SamplingDecision.RECORD_AND_SAMPLED;
  return {
    shouldSample: () => ({ decision, ...(traceState && { traceState }) }),
    toString: () => 'SameDecision',
  };
}

/**
 * A span whose start was given ends, by default, at a whole millisecond, which
 * may be before that start.
 */
function endingNow(twin: Span): Span {
  const end = twin.end.bind(twin);
  twin.end = (time = later(hrTime(), twin.startTime)) => {
    end(time);
  };
  return twin;
}

/** The later one of two times. */
export function later(one: HrTime, other: HrTime): HrTime {
  const isLater = one[0] === other[0] ? one[1] > other[1] : one[0] > other[0];
  return isLater ? one : other;
}
