/** Ends the spans that the process leaves open when it ends. */
import type { Span } from '@opentelemetry/sdk-trace';
import { reportInternal } from '../internal/diag';
import { describeFailure, type Failure } from '../internal/failure';
import { interrupt, recordCrash } from './interrupt';
import type { ProcessEnd } from './process-end';

/**
 * Ends `spans` for their owners, in that order, and says why.
 *
 * @param spans - children before their parents
 * @param crashedIn - the span in whose context the error was thrown that ends
 * the process; where the context is lost, each run says what it was ended by
 */
export function endOpenSpans(
  spans: readonly Span[],
  end: ProcessEnd,
  crashedIn: Span | undefined,
): void {
  const failure = end.crash && describeFailure(end.crash.error);
  if (failure) tellOfCrash(spans, failure, crashedIn);
  for (const span of spans) endSafely(span, end, failure);
}

function tellOfCrash(
  spans: readonly Span[],
  failure: Failure,
  crashedIn: Span | undefined,
): void {
  const told = crashedIn ? [crashedIn] : spans.filter(isLocalRoot);
  for (const span of told) if (span.isRecording()) recordCrash(span, failure);
}

/** A span processor of the host may throw; the other spans are not to pay. */
function endSafely(
  span: Span,
  end: ProcessEnd,
  failure: Failure | undefined,
): void {
  try {
    interrupt(span, end, failure);
  } catch (error) {
    reportInternal('ending an open span', error);
  }
}

function isLocalRoot({ parentSpanContext }: Span): boolean {
  return parentSpanContext === undefined || parentSpanContext.isRemote === true;
}
