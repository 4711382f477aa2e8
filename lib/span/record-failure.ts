/** Records on a span that its work failed. */
import {
  type Attributes,
  type Span,
  type SpanStatus,
  SpanStatusCode,
} from '@opentelemetry/api';
import {
  ERROR_TYPE,
  EXCEPTION_EVENT,
  EXCEPTION_MESSAGE,
  EXCEPTION_STACKTRACE,
  EXCEPTION_TYPE,
} from '../internal/attributes';
import { describeFailure, type Failure } from '../internal/failure';
import { OTHER } from '../internal/metrics';
import type { Redactor } from './redaction/redact';
import { redactorFor } from './redaction/redact-now';

/**
 * Adds the exception event, `error.type` and status ERROR for any thrown
 * value; no second event for an error the user recorded on this span already.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/
 */
export function recordFailure(span: Span, thrown: unknown): void {
  const failure = describeFailure(thrown);
  const shown = redacted(failure, redactorFor(span));
  if (!isRecordedAlready(span, failure)) addException(span, shown);
  span.setAttribute(ERROR_TYPE, failure.type);
  span.setStatus({ code: SpanStatusCode.ERROR, message: shown.message });
}

/**
 * `error.type` of a span that says it failed, whoever said so; `undefined` of
 * one that does not, or does not show it.
 */
export function recordedErrorType(span: Span): string | undefined {
  const { status, attributes } = span as Partial<RecordedSpan>;
  if (status?.code !== SpanStatusCode.ERROR) return undefined;
  const type = attributes?.[ERROR_TYPE];
  return typeof type === 'string' ? type : OTHER;
}

/** Of it a span of the SDK shows more than the API knows. */
interface RecordedSpan {
  readonly status: SpanStatus;
  readonly attributes: Attributes;
}

/** The stack is as late as before. */
function redacted(failure: Failure, redactor: Redactor | undefined): Failure {
  if (redactor === undefined) return failure;
  const { type, isTraceable } = failure;
  return {
    type,
    isTraceable,
    message: redactor.text(failure.message, EXCEPTION_MESSAGE),
    get stacktrace(): string | undefined {
      const { stacktrace } = failure;
      return stacktrace && redactor.text(stacktrace, EXCEPTION_STACKTRACE);
    },
  };
}

/**
 * The stack is read when the span is serialised, and not before: a read would
 * take the line that Node prints of an error nobody catches.
 */
function addException(span: Span, failure: Failure): void {
  const { type, message } = failure;
  const attributes: Attributes = {
    [EXCEPTION_TYPE]: type,
    [EXCEPTION_MESSAGE]: message,
  };
  const isOfTheSdk = eventsOf(span) !== undefined;
  if (!isOfTheSdk) addStacktrace(attributes, failure);
  else if (failure.isTraceable) attributes[EXCEPTION_STACKTRACE] = TO_BE_READ;
  span.addEvent(EXCEPTION_EVENT, attributes);
  const added = eventsOf(span)?.at(-1)?.attributes;
  // A limit on attributes may have left no place for it.
  if (added?.[EXCEPTION_STACKTRACE] === TO_BE_READ) {
    addLateStacktrace(added, failure);
  }
}

/** Holds the place of a stack. */
const TO_BE_READ = '';

function addStacktrace(attributes: Attributes, { stacktrace }: Failure): void {
  if (stacktrace !== undefined) attributes[EXCEPTION_STACKTRACE] = stacktrace;
}

function addLateStacktrace(attributes: Attributes, failure: Failure): void {
  let stacktrace: string | undefined;
  Object.defineProperty(attributes, EXCEPTION_STACKTRACE, {
    enumerable: true,
    configurable: true,
    get: () => (stacktrace ??= failure.stacktrace),
  });
}

/**
 * `span.recordException` writes the plain stack, and the code for the type, so
 * neither the type nor what follows the stack can be compared.
 */
function isRecordedAlready(span: Span, failure: Failure): boolean {
  return (eventsOf(span) ?? []).some(({ name, attributes }) => {
    if (name !== EXCEPTION_EVENT) return false;
    if ((attributes?.[EXCEPTION_MESSAGE] ?? '') !== failure.message)
      return false;
    const stack = attributes?.[EXCEPTION_STACKTRACE] ?? '';
    return (failure.stacktrace ?? '').startsWith(String(stack));
  });
}

interface RecordedEvent {
  readonly name: string;
  readonly attributes: Attributes | undefined;
}

/** A span of the SDK shows its events; of another maker's nothing is known. */
function eventsOf(span: Span): readonly RecordedEvent[] | undefined {
  const { events } = span as { events?: unknown };
  return Array.isArray(events) ? (events as RecordedEvent[]) : undefined;
}
