/** Sampling for traces that are tied by links. */
import {
  type Attributes,
  type Context,
  type Link,
  type SpanKind,
  trace,
  TraceFlags,
  type TraceState,
} from '@opentelemetry/api';

/** OpenTelemetry's sampler, by its shape: no SDK is needed here. */
export interface Sampler {
  /** Decides about a span before it starts. */
  shouldSample(
    context: Context,
    traceId: string,
    spanName: string,
    spanKind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResult;
  /** What it is and how it is set, for people. */
  toString(): string;
}

/** What a sampler decides. */
export interface SamplingResult {
  /** 0: not recorded, 1: recorded, 2: recorded and sampled. */
  readonly decision: number;
  readonly attributes?: Readonly<Attributes>;
  readonly traceState?: TraceState;
}

/** @see https://opentelemetry.io/docs/specs/otel/trace/sdk/#shouldsample */
const RECORD_AND_SAMPLED = 2;

/**
 * A sampler that samples a new trace when it is linked to a sampled one, and
 * else asks `root`; so the phases of a process are there together or not at
 * all. A span with a parent is not its business: put it into `ParentBased`.
 *
 * Without it each phase of a service that samples one in ten is sampled by
 * itself, and one in a hundred pairs is whole.
 *
 * @example
 * ```ts
 * import { linkedSampler } from 'everspan/messaging';
 * import {
 *   ParentBasedSampler,
 *   TraceIdRatioBasedSampler,
 * } from '@opentelemetry/sdk-trace-base';
 *
 * const sampler = new ParentBasedSampler({
 *   root: linkedSampler(new TraceIdRatioBasedSampler(0.1)),
 * });
 * ```
 */
export function linkedSampler(root: Sampler): Sampler {
  return {
    shouldSample: (...asked) => {
      const [context, , , , , links] = asked;
      const isRoot = trace.getSpanContext(context) === undefined;
      return isRoot && links.some(isSampled)
        ? { decision: RECORD_AND_SAMPLED }
        : root.shouldSample(...asked);
    },
    toString: () => `LinkedSampler{${root.toString()}}`,
  };
}

function isSampled({ context: { traceFlags } }: Link): boolean {
  return (traceFlags & TraceFlags.SAMPLED) !== 0;
}
