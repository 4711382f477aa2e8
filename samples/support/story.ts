/** What a sample tells of its processes and traces. Pure. */
import {
  printTree,
  type ReceivedLink,
  type ReceivedSpan,
  type StoredTrace,
} from '../../lib/viewer';
import type { End } from './program';

export function endStory({ code, signal }: End): string {
  return signal === null
    ? `ended with exit code ${String(code)}`
    : `was ended by ${signal}`;
}

/** Each trace as a tree, in the order in which they began. */
export function storyOf(traces: readonly StoredTrace[]): readonly string[] {
  const sorted = inOrder(traces);
  const places = placesIn(sorted);
  const nameLink = ({ spanId }: ReceivedLink): string =>
    places.get(spanId) ?? 'a span that has not arrived';
  return sorted.map(({ spans }, index) => {
    const number = sorted.length > 1 ? `trace ${String(index + 1)} · ` : '';
    return traceStory(spans, { number, nameLink });
  });
}

/** Of every span by its id, for links: `trace 1 send orders`. */
function placesIn(traces: readonly StoredTrace[]): ReadonlyMap<string, string> {
  return new Map(
    traces.flatMap(({ spans }, index) =>
      spans.map(({ spanId, name }) => [
        spanId,
        `trace ${String(index + 1)} ${name}`,
      ]),
    ),
  );
}

/** Traces and their spans by the time of their start. */
export function inOrder(
  traces: readonly StoredTrace[],
): readonly StoredTrace[] {
  const sorted = traces.map((trace) => ({
    ...trace,
    spans: trace.spans.toSorted((a, b) => byTime(startOf(a), startOf(b))),
  }));
  return sorted.sort((a, b) => byTime(firstOf(a), firstOf(b)));
}

function byTime(a: bigint, b: bigint): number {
  return a < b ? -1 : 1;
}

function startOf({ startTimeUnixNano }: ReceivedSpan): bigint {
  return BigInt(startTimeUnixNano);
}

function firstOf({ spans: [first] }: StoredTrace): bigint {
  return first ? startOf(first) : 0n;
}

interface Telling {
  readonly number: string;
  readonly nameLink: (link: ReceivedLink) => string;
}

function traceStory(
  spans: readonly ReceivedSpan[],
  { number, nameLink }: Telling,
): string {
  const failed = spans.filter(({ status }) => status.code === 2).length;
  const services = distinct(
    spans.map(({ resource }) => resource.attributes['service.name']),
  );
  const ids = distinct(
    spans.map(({ attributes }) => attributes['everspan.correlation.id']),
  );
  const summary = [
    `${number}${spans.length} span${spans.length === 1 ? '' : 's'}, ${failed} failed`,
    `service ${services.join(', ')}`,
    ...(ids.length > 0 ? [`about ${ids.join(', ')}`] : []),
  ];
  return `${printTree(spans, { nameLink })}\n\n${summary.join(' · ')}`;
}

/** Sorted, for spans arrive in any order. */
function distinct(values: readonly unknown[]): readonly string[] {
  const texts = values.filter((value) => typeof value === 'string');
  return [...new Set(texts)].sort();
}
