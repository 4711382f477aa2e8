/** What ties a line of a log to the span and the run that it was written in. */
import {
  context as contexts,
  isSpanContextValid,
  type SpanContext,
  trace,
} from '@opentelemetry/api';
import { workflowContext } from '../context/workflow-context';

/** As far as it is known where the line is written. */
export interface LogFields {
  /** 32 hexadecimal digits. */
  trace_id?: string;
  /** 16 hexadecimal digits. */
  span_id?: string;
  /** Two hexadecimal digits; `01` where the trace is sampled. */
  trace_flags?: string;
  /** The nearest workflow around. */
  workflow_name?: string;
  /** The business id of the run. */
  correlation_id?: string;
}

/**
 * The fields of the active span and its run, for a logger: `trace_id`, `span_id`
 * and `trace_flags`, as OpenTelemetry calls them in logs, `workflow_name` and
 * `correlation_id`.
 *
 * Each call gives a new object, and `{}` outside of everything. It never throws,
 * and needs no `init`: whoever made the active span, its ids are told.
 *
 * @example
 * ```ts sketch
 * import { logFields } from 'everspan';
 * import pino from 'pino';
 *
 * const logger = pino({ mixin: logFields });
 * ```
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/
 */
export function logFields(): LogFields {
  const active = contexts.active();
  const span = trace.getSpanContext(active);
  const fields: LogFields = {};
  if (span && isSpanContextValid(span)) addSpan(fields, span);
  const run = workflowContext(active);
  if (run?.workflowName !== undefined) fields.workflow_name = run.workflowName;
  if (run?.correlationId !== undefined) {
    fields.correlation_id = run.correlationId;
  }
  return fields;
}

function addSpan(fields: LogFields, span: SpanContext): void {
  fields.trace_id = span.traceId;
  fields.span_id = span.spanId;
  fields.trace_flags = span.traceFlags.toString(16).padStart(2, '0');
}
