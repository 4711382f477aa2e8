/**
 * What the backend would get of the spans that are open, if the process died
 * now. The spans themselves stay open.
 */
import { type HrTime, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import { endOpenSpans } from '../delivery/end-open-spans';
import type { ProcessEnd } from '../delivery/process-end';
import { killedAt } from '../journal/killed';
import { type Death, processEndOf } from './death';
import { type SpanStart, twinAtStart, twinOf } from './twin';

/** The spans of a process that is about to die. */
export interface Doomed {
  /** In the order they started, and how they were then. */
  readonly open: ReadonlyMap<ReadableSpan, SpanStart>;
  /** The one that is active where the process dies. */
  readonly active: unknown;
  /** When a span last started or ended. */
  readonly lastChange: HrTime;
}

/** The open spans as they would be sent, children before their parents. */
export function afterDeath(
  doomed: Doomed,
  death: Death,
): readonly ReadableSpan[] {
  return death.by === 'killed'
    ? afterKill(doomed)
    : afterEnd(doomed, processEndOf(death));
}

function afterEnd({ open, active }: Doomed, end: ProcessEnd): Span[] {
  const originals = [...open.keys()].reverse();
  const twins = originals.map(twinOf);
  const crashedIn = twins[originals.findIndex((span) => span === active)];
  endOpenSpans(twins, end, crashedIn);
  // What is not sampled is sent for a failure only.
  return end.exitCode === 0 ? twins.filter(isSampled) : twins;
}

/** The journal has what a sampled span was when it started, and no more. */
function afterKill({ open, lastChange }: Doomed): Span[] {
  const twins = [...open].map(([span, start]) => twinAtStart(span, start));
  const { attributes, statusMessage: message } = killedAt(0n);
  for (const twin of twins) {
    twin.setAttributes(attributes);
    twin.setStatus({ code: SpanStatusCode.ERROR, message });
    twin.end(lastChange);
  }
  return twins.filter(isSampled).reverse();
}

function isSampled(span: ReadableSpan): boolean {
  return (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
}
