/** Adds to the span that is active now, wherever that was started. */
import { type Attributes, type Span, trace } from '@opentelemetry/api';
import { reason } from '../internal/diag';
import { usableAttributes } from './attribute-values';
import { redacted, redactorFor } from './redaction/redact-now';
import { warnUserCode } from './user-function';

/**
 * Adds an event to the active span.
 *
 * Outside a span, in one that is not recorded, or with something that cannot
 * be recorded, nothing happens; it never throws. What is left out is told once
 * (`WARN_EVERSPAN_USER_CODE`).
 *
 * @param name - what happened, of low cardinality
 * @param attributes - details: strings, numbers, booleans, or arrays of one
 *   of these
 * @example
 * ```ts
 * import { event } from 'everspan';
 *
 * event('payment.retried', { attempt: 2 });
 * ```
 * @see https://opentelemetry.io/docs/specs/otel/trace/api/#add-events
 */
export function event(name: string, attributes?: Attributes): void {
  onActiveSpan('an event', (span) => {
    const shown = redactorFor(span)?.text(name) ?? name;
    if (attributes === undefined) span.addEvent(shown);
    else span.addEvent(shown, usable(span, attributes));
  });
}

/**
 * Sets attributes on the active span; a key that is there already is replaced.
 *
 * Outside a span, in one that is not recorded, or with something that cannot
 * be recorded, nothing happens; it never throws. What is left out is told once
 * (`WARN_EVERSPAN_USER_CODE`). Attributes set here are lost when the process
 * is killed before the span ends; those given to the annotation are not.
 *
 * @param attributes - strings, numbers, booleans, or arrays of one of these
 * @example
 * ```ts
 * import { setAttributes } from 'everspan';
 *
 * setAttributes({ 'order.items': order.items.length });
 * ```
 * @see https://opentelemetry.io/docs/specs/otel/trace/api/#set-attributes
 */
export function setAttributes(attributes: Attributes): void {
  onActiveSpan('a set of attributes', (span) => {
    span.setAttributes(usable(span, attributes));
  });
}

function onActiveSpan(what: string, act: (span: Span) => void): void {
  try {
    const span = trace.getActiveSpan();
    // An ended span of the SDK builds an Error for everything it refuses.
    if (span?.isRecording()) act(span);
  } catch (error) {
    warnUserCode(what, reason(error));
  }
}

function usable(span: Span, attributes: Attributes): Attributes {
  const kept = usableAttributes(attributes, (key, why) => {
    warnUserCode(`attribute ${key}`, why);
  });
  return redacted(kept, redactorFor(span));
}
