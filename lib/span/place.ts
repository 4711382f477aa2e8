/** Where calls are made from, which most of them have in common with the last. */
import type { Attributes } from '@opentelemetry/api';
import { isSamePlace, type WorkflowContext } from '../context/workflow-context';
import { CORRELATION_ID } from '../internal/attributes';
import type { Translation } from './dialects/translation';
import type { Redactor } from './redaction/redact';

/** What every call from one place with one correlation id has in common. */
export interface Place {
  readonly from: WorkflowContext | undefined;
  readonly correlationId: string | undefined;
  /** What the span's children see. */
  readonly workflow: WorkflowContext | undefined;
  readonly attributes: Attributes;
  /** What has been used on the attributes, and is to be on further ones. */
  readonly redactor: Redactor | undefined;
  readonly translation: Translation | undefined;
  /** What the translation adds, once for all calls from here. */
  readonly theirs: Attributes | undefined;
}

/**
 * `known` about another business, where that is all that differs: messages each
 * come with an id of their own, and with nothing else.
 */
export function aboutAnother(
  known: Place,
  from: WorkflowContext | undefined,
  correlationId: string | undefined,
): Place | undefined {
  if (!isSamePlace(known.from, from)) return undefined;
  const id = correlationId ?? from?.correlationId;
  if (id === undefined || known.workflow?.correlationId === undefined) {
    return undefined;
  }
  const about = { [CORRELATION_ID]: id };
  const workflow: WorkflowContext = {
    ...known.workflow,
    correlationId: id,
    attributes: { ...known.workflow.attributes, ...about },
  };
  const attributes = { ...known.attributes, ...about };
  return { ...known, from, correlationId, workflow, attributes };
}
