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

/**
 * Traces and their spans by the time of their start, of which SDKs tell no more
 * than the millisecond. In the same one, of steps the one that ended first is
 * first, and of phases the one that lasted while the other began.
 */
export function inOrder(
  traces: readonly StoredTrace[],
): readonly StoredTrace[] {
  const sorted = traces.map((trace) => ({
    ...trace,
    spans: trace.spans.toSorted(
      (a, b) => compare(startOf(a), startOf(b)) || compare(endOf(a), endOf(b)),
    ),
  }));
  return sorted.sort(
    (a, b) =>
      compare(beginningOf(a), beginningOf(b)) || compare(lastOf(b), lastOf(a)),
  );
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function startOf({ startTimeUnixNano }: ReceivedSpan): bigint {
  return BigInt(startTimeUnixNano);
}

function endOf({ endTimeUnixNano }: ReceivedSpan): bigint {
  return BigInt(endTimeUnixNano);
}

function beginningOf({ spans: [first] }: StoredTrace): bigint {
  return first ? startOf(first) : 0n;
}

function lastOf({ spans }: StoredTrace): bigint {
  return spans.map(endOf).reduce((a, b) => (a > b ? a : b), 0n);
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
