/**
 * Every metric and every attribute of one, in one place for both wings.
 *
 * Attributes have few values: names of annotations, types of errors, fixed
 * words. A correlation id is never one.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/general/metrics/
 */
import type { MetricOptions } from '@opentelemetry/api';

/** What a meter is told of an instrument. */
export interface Metric extends MetricOptions {
  readonly name: string;
  /** In UCUM; what is counted stands in braces. */
  readonly unit: string;
  readonly description: string;
}

/** The name of a span that is no workflow's. */
export const TASK_NAME = 'everspan.task.name';
/** Why spans were dropped, in the words of `stats()`. */
export const DROP_REASON = 'everspan.drop.reason';
/** Whether spans were delivered for a process that died. */
export const IS_RECOVERED = 'everspan.recovered';

/** @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/#error-type */
export const OTHER = '_OTHER';

/**
 * In seconds: those that OpenTelemetry advises for requests, and further ones,
 * for a run may take minutes.
 */
const DURATION_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30,
  60, 120, 300,
];

const advice = { explicitBucketBoundaries: DURATION_BUCKETS };

export const WORKFLOW_DURATION: Metric = {
  name: 'everspan.workflow.duration',
  unit: 's',
  description: 'How long runs of workflows took.',
  advice,
};
export const WORKFLOW_ACTIVE: Metric = {
  name: 'everspan.workflow.active',
  unit: '{run}',
  description: 'Runs of workflows that have begun and not ended.',
};
export const TASK_DURATION: Metric = {
  name: 'everspan.task.duration',
  unit: 's',
  description: 'How long tasks took, and all else that is annotated.',
  advice,
};

export const SPANS_STARTED: Metric = {
  name: 'everspan.delivery.span.started',
  unit: '{span}',
  description: 'Spans that have started.',
};
export const SPANS_ENDED: Metric = {
  name: 'everspan.delivery.span.ended',
  unit: '{span}',
  description: 'Spans that have ended.',
};
export const SPANS_OPEN: Metric = {
  name: 'everspan.delivery.span.open',
  unit: '{span}',
  description: 'Spans that have started and not ended.',
};
export const SPANS_WAITING: Metric = {
  name: 'everspan.delivery.span.waiting',
  unit: '{span}',
  description: 'Spans that have ended and that the backend has not taken yet.',
};
export const SPANS_HELD: Metric = {
  name: 'everspan.delivery.span.held',
  unit: '{span}',
  description: 'Ended spans of unsampled traces that may yet fail.',
};
export const SPANS_KEPT: Metric = {
  name: 'everspan.delivery.span.kept',
  unit: '{span}',
  description: 'Spans of unsampled traces that are sent because those failed.',
};
export const SPANS_JOURNALLED: Metric = {
  name: 'everspan.delivery.span.journalled',
  unit: '{span}',
  description: 'Spans written to the journal.',
};
export const SPANS_DELIVERED: Metric = {
  name: 'everspan.delivery.span.delivered',
  unit: '{span}',
  description: 'Spans that the backend has taken.',
};
export const SPANS_DROPPED: Metric = {
  name: 'everspan.delivery.span.dropped',
  unit: '{span}',
  description: 'Spans given up for good.',
};
export const REQUESTS: Metric = {
  name: 'everspan.delivery.requests',
  unit: '{request}',
  description: 'Requests to the backend, failed ones with `error.type`.',
};
export const OUTAGE: Metric = {
  name: 'everspan.delivery.outage',
  unit: '{outage}',
  description: '1 while the backend does not take spans, else 0.',
};
