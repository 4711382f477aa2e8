/**
 * A phase: a part of a long process that is a trace of its own, tied to the
 * others by links and by the correlation id.
 */
import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import {
  withCorrelationId,
  withoutWorkflow,
  workflowContext,
} from './workflow-context';

/** `sender` without its span: baggage, business id and the like stay. */
export function newPhase(sender: Context): Context {
  return withoutWorkflow(trace.deleteSpan(sender));
}

/** A phase of many senders: of what they carry, it has what all agree on. */
export function phaseOfAll(senders: readonly Context[]): Context {
  const ids = new Set(senders.map(correlationIdIn));
  const [id] = ids;
  return ids.size === 1 && id !== undefined
    ? withCorrelationId(ROOT_CONTEXT, id)
    : ROOT_CONTEXT;
}

function correlationIdIn(context: Context): string | undefined {
  return workflowContext(context)?.correlationId;
}
