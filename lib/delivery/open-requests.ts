/** What is open, as it is written into a new file. */
import { GROUP_SPANS } from './group';
import type { OpenSpans } from './open-spans';
import { serialiserWith, type Redact } from './serialise';

export interface Open {
  readonly openSpans: OpenSpans;
  readonly redact: Redact;
}

/** The sampled spans that are open now, in groups. */
export function openRequests({
  openSpans,
  redact,
}: Open): readonly Uint8Array[] {
  const serialise = serialiserWith(redact);
  const sampled = openSpans
    .oldestFirst()
    .filter((span) => (span.spanContext().traceFlags & 1) === 1);
  const groups: Uint8Array[] = [];
  for (let from = 0; from < sampled.length; from += GROUP_SPANS) {
    const group = sampled.slice(from, from + GROUP_SPANS);
    groups.push(...serialise(group).map(({ bytes }) => bytes));
  }
  return groups;
}
