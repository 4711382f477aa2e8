/** All phases of one business id, across traces and services. Pure. */
import { CORRELATION_ID } from '../../internal/attributes';
import type { SpanRef, StoryAnswer, StoryLink } from '../api-types';
import type { ReceivedSpan } from '../store/received-span';
import { summaryOf } from './runs';
import { spanJson, type FindSpan } from './span-json';

type Spans = readonly ReceivedSpan[];

/** The traces that know `correlationId`, whole, and the links between them. */
export function storyOf(
  correlationId: string,
  traces: readonly Spans[],
  find: FindSpan,
): StoryAnswer {
  const told = traces.filter((spans) => knows(spans, correlationId));
  return {
    correlationId,
    traces: told
      .map((spans) => ({
        run: summaryOf(spans),
        spans: spans.map((span) => spanJson(span, find)),
      }))
      .sort((a, b) => compareDecimals(a.run.startNs, b.run.startNs)),
    links: linksBetween(told),
  };
}

/** Orders 64-bit times that are written as decimals. */
export function compareDecimals(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function knows(spans: Spans, correlationId: string): boolean {
  return spans.some(
    ({ attributes }) => attributes[CORRELATION_ID] === correlationId,
  );
}

function linksBetween(traces: readonly Spans[]): readonly StoryLink[] {
  const there = new Set(traces.flat().map(keyOf));
  return traces.flat().flatMap(({ traceId, spanId, links }) =>
    links
      .filter((link) => there.has(keyOf(link)))
      .map((link) => ({
        from: { traceId, spanId },
        to: { traceId: link.traceId, spanId: link.spanId },
      })),
  );
}

function keyOf({ traceId, spanId }: SpanRef): string {
  return `${traceId} ${spanId}`;
}
