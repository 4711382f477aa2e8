/** Which tasks of a workflow call which, over all its runs. Pure. */
import { KIND, WORKFLOW_NAME } from '../../internal/attributes';
import type { GraphAnswer, GraphEdge, GraphNode } from '../api-types';
import {
  isFailed,
  isRunning,
  textAttribute,
  type ReceivedSpan,
} from '../store/received-span';

/** OpenTelemetry's kinds of spans, by their numbers. */
const SPAN_KINDS = [
  'span',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];
const NANOSECONDS_PER_MS = 1e6;
const MEDIAN = 0.5;
const P95 = 0.95;

/** Spans of one name, and from which names they were called how often. */
interface Group {
  readonly spans: ReceivedSpan[];
  readonly callers: Map<string, number>;
}

/** One node per name of a span; an edge from a span to what it called. */
export function graphOf(
  workflow: string,
  traces: readonly (readonly ReceivedSpan[])[],
): GraphAnswer {
  const groups = new Map<string, Group>();
  for (const spans of traces) {
    collect(
      spans.filter((span) => belongsTo(span, workflow)),
      groups,
    );
  }
  return {
    nodes: [...groups].map(([name, { spans }]) => nodeOf(name, spans)),
    edges: [...groups].flatMap(([to, { callers }]) => edgesTo(to, callers)),
  };
}

function belongsTo({ attributes }: ReceivedSpan, workflow: string): boolean {
  return attributes[WORKFLOW_NAME] === workflow;
}

function collect(
  spans: readonly ReceivedSpan[],
  groups: Map<string, Group>,
): void {
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  for (const span of spans) {
    const group = groupOf(span.name, groups);
    group.spans.push(span);
    const caller = names.get(span.parentSpanId ?? '');
    if (caller === undefined) continue;
    group.callers.set(caller, (group.callers.get(caller) ?? 0) + 1);
  }
}

function groupOf(name: string, groups: Map<string, Group>): Group {
  const group = groups.get(name) ?? { spans: [], callers: new Map() };
  groups.set(name, group);
  return group;
}

function edgesTo(
  to: string,
  callers: ReadonlyMap<string, number>,
): readonly GraphEdge[] {
  return [...callers].map(([from, count]) => ({ from, to, count }));
}

function nodeOf(name: string, spans: readonly ReceivedSpan[]): GraphNode {
  const durations = spans
    .filter((span) => !isRunning(span))
    .map(milliseconds)
    .sort((a, b) => a - b);
  return {
    name,
    kind: kindOf(spans),
    count: spans.length,
    failures: spans.filter(isFailed).length,
    medianMs: quantile(durations, MEDIAN),
    p95Ms: quantile(durations, P95),
  };
}

function kindOf([span]: readonly ReceivedSpan[]): string {
  const kind = span && textAttribute(span.attributes, KIND);
  return kind ?? SPAN_KINDS[span?.kind ?? 0] ?? 'span';
}

function milliseconds(span: ReceivedSpan): number {
  const { startTimeUnixNano: from, endTimeUnixNano: to } = span;
  return Number(BigInt(to) - BigInt(from)) / NANOSECONDS_PER_MS;
}

/** The nearest rank: a duration that did occur; 0 where there is none. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
