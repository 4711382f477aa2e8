/**
 * Ends an open span for its owner, because the process is about to be gone.
 */
import { SpanStatusCode } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/sdk-trace';
import {
  ERROR_TYPE,
  EXCEPTION_EVENT,
  EXCEPTION_MESSAGE,
  EXCEPTION_STACKTRACE,
  EXCEPTION_TYPE,
  EXIT_CODE,
  INTERRUPTED,
} from '../internal/attributes';
import type { Failure } from '../internal/failure';
import type { ProcessEnd } from './process-end';

/** Marks `span` as interrupted and ends it, unless it has ended. */
export function interrupt(
  span: Span,
  end: ProcessEnd,
  failure: Failure | undefined,
): void {
  if (!span.isRecording()) return;
  force(span, INTERRUPTED, end.interruptedBy);
  if (end.exitCode !== undefined) force(span, EXIT_CODE, end.exitCode);
  if (failure) force(span, ERROR_TYPE, failure.type);
  if (end.exitCode !== 0) {
    const message = describeEnd(end, failure);
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  }
  span.end();
}

/** Adds what was thrown to the span in whose context it was thrown. */
export function recordCrash(span: Span, failure: Failure): void {
  span.addEvent(EXCEPTION_EVENT, {
    [EXCEPTION_TYPE]: failure.type,
    [EXCEPTION_MESSAGE]: failure.message,
    ...(failure.stacktrace && { [EXCEPTION_STACKTRACE]: failure.stacktrace }),
  });
}

/** A span that is full of attributes must still say how it ended. */
function force(span: Span, key: string, value: string | number): void {
  span.setAttribute(key, value);
  span.attributes[key] ??= value;
}

function describeEnd(end: ProcessEnd, failure: Failure | undefined): string {
  if (failure) return `${end.interruptedBy}: ${failure.message}`;
  if (end.exitCode === undefined) return `interrupted by ${end.interruptedBy}`;
  return `the process exited with code ${String(end.exitCode)}`;
}
