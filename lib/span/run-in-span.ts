/**
 * Runs one call of the host's function in a span: the only place that starts,
 * activates and ends one.
 *
 * Whatever happens to the span, the call is made exactly once and its outcome
 * is the host's own.
 */
import { reportInternal } from '../internal/diag';
import { chain, endPostponed, hasPostponed } from './postponed-ends';
import { settle } from './promises/settle';
import { SpanCall } from './span-call';
import type { SpanDefinition } from './span-definition';
import { spanSettings } from './span-settings';
import { hasStackHeadroom } from './stack-headroom';
import type { SpanStarter } from './tracer';
import { giveSpan, perform, performIn, type Work } from './work';

/** Does `work` in a new span, which ends when its result is over. */
export function runInSpan(
  tracer: SpanStarter | undefined,
  definition: SpanDefinition,
  work: Work,
): unknown {
  const call = tracer && begin(tracer, definition, work);
  giveSpan(work, call?.span);
  if (call === undefined) return perform(work);
  if (!call.isObserved) return performUnobserved(call, work);
  tellOfStart(call);
  return performToTheEnd(call, work);
}

/** What lasts is at home in the call's context, observed or not. */
function performUnobserved(call: SpanCall, work: Work): unknown {
  const result = performIn(call.context, work);
  if (typeof result === 'object' && result !== null) call.lasts(result);
  return result;
}

/** The call with its span started; `undefined` where that is not possible. */
function begin(
  tracer: SpanStarter,
  definition: SpanDefinition,
  work: Work,
): SpanCall | undefined {
  try {
    if (hasPostponed() && !endPostponed()) return undefined;
    return new SpanCall(tracer, definition, work);
  } catch (error) {
    // The host's own call will tell of a short stack, in the host's words.
    if (hasStackHeadroom()) reportInternal('starting a span', error);
    return undefined;
  }
}

function tellOfStart(call: SpanCall): void {
  const { hooks } = spanSettings();
  if (hooks && call.span.isRecording()) hooks.started(call);
}

/** In one piece, for where the stack ends there is no other frame to go on in. */
function performToTheEnd(call: SpanCall, work: Work): unknown {
  let result: unknown;
  let isThrown = false;
  try {
    result = performIn(call.context, work);
  } catch (thrown) {
    result = thrown;
    isThrown = true;
  }
  try {
    if (isThrown) call.fail(result);
    else result = settle(work, call);
  } catch {
    // Only the end of the stack throws here, where no call of ours can be made:
    // this is `postpone` written out.
    if (!call.isPostponed) {
      call.isFailed = isThrown;
      call.error = isThrown ? result : undefined;
      call.isPostponed = true;
      chain.last.next = call;
      chain.last = call;
    }
    const { wake } = chain;
    chain.wake = undefined;
    try {
      wake?.();
    } catch {
      // Then it waits for the next annotated call.
    }
  }
  if (isThrown) throw result;
  return result;
}
