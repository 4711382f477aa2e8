/**
 * Where in a workflow the present code runs, carried in the OTel context as
 * one immutable value.
 *
 * A nested workflow takes over the workflow's name and keeps the path and the
 * correlation id of the one around it: the name says whose work this is, the
 * path where it hangs. Attributes that a user associates ride along.
 */
import type { Attributes, Context } from '@opentelemetry/api';
import { CORRELATION_ID, PATH, WORKFLOW_NAME } from '../internal/attributes';
import { WORKFLOW_KEY } from './call-context';

/** Names in `everspan.path`; a recursion must not grow an attribute. */
const MAX_PATH_NAMES = 16;

export interface WorkflowContext {
  readonly workflowName: string | undefined;
  readonly path: string | undefined;
  /** How many names `path` holds. */
  readonly depth: number;
  readonly correlationId: string | undefined;
  /** What every span that starts here carries, whoever makes it. */
  readonly attributes: Attributes;
  /** The user's own, carried likewise; what a span says itself wins. */
  readonly associated?: Attributes | undefined;
  /** What spans below carry in the dialects that `init` was asked for. */
  readonly translated?: Attributes | undefined;
}

/** One annotated call, as a step down from where it was called. */
export interface Step {
  readonly name: string;
  /** In a path, with its `/` escaped. */
  readonly nameInPath: string;
  readonly isWorkflow: boolean;
}

/** `a/b` becomes `a\/b`, so that a path can be taken apart again. */
export function stepOf(name: string, isWorkflow: boolean): Step {
  return { name, isWorkflow, nameInPath: name.replace(/[\\/]/g, '\\$&') };
}

/** The place `context` runs at; `undefined` outside everything annotated. */
export function workflowContext(context: Context): WorkflowContext | undefined {
  return context.getValue(WORKFLOW_KEY) as WorkflowContext | undefined;
}

/** `context` with a correlation id, and otherwise where it was. */
export function withCorrelationId(context: Context, id: string): Context {
  const place = workflowContext(context) ?? NOWHERE;
  const attributes = attributesOf(place, id);
  const changed = { ...place, correlationId: id, attributes };
  return context.setValue(WORKFLOW_KEY, changed satisfies WorkflowContext);
}

/** `context` outside of every workflow: names and path begin anew below it. */
export function withoutWorkflow(context: Context): Context {
  const place = workflowContext(context);
  const isInside = (place?.workflowName ?? place?.translated) !== undefined;
  if (place === undefined || !isInside) return context;
  const { correlationId } = place;
  const changed: WorkflowContext = {
    ...place,
    ...NOWHERE,
    correlationId,
    translated: undefined,
    attributes: attributesOf(NOWHERE, correlationId),
  };
  return context.setValue(WORKFLOW_KEY, changed);
}

/**
 * The attributes that every span started in `context` must carry:
 * `everspan.workflow.name`, `everspan.path` of the enclosing annotation and
 * `everspan.correlation.id`, as far as they are known there, and what is
 * associated.
 *
 * Spans of annotations have theirs from the start (they are known by
 * `everspan.kind`); a span processor puts them on the spans of other libraries.
 *
 * @param own what such a span says itself, which wins over what is associated
 */
export function inheritedAttributes(
  context: Context,
  own: Attributes = {},
): Attributes | undefined {
  const place = workflowContext(context);
  if (place === undefined) return undefined;
  const { translated: theirs, associated: users, attributes } = place;
  if (theirs === undefined && users === undefined) return attributes;
  return { ...theirs, ...users, ...own, ...attributes };
}

/** `context` with `attributes` on top of those associated with it already. */
export function associated(context: Context, attributes: Attributes): Context {
  const place = workflowContext(context) ?? NOWHERE;
  const together = { ...place.associated, ...attributes };
  return context.setValue(WORKFLOW_KEY, { ...place, associated: together });
}

/** `place`, or nowhere, where spans below carry `attributes` of other dialects. */
export function translated(
  place: WorkflowContext | undefined,
  attributes: Attributes,
): WorkflowContext {
  return { ...(place ?? NOWHERE), translated: attributes };
}

/** Outside everything annotated. */
const NOWHERE: WorkflowContext = {
  workflowName: undefined,
  path: undefined,
  depth: 0,
  correlationId: undefined,
  attributes: {},
};

/**
 * The place one step below `parent`, with `correlationId` or the inherited
 * one. It is `parent` itself where the step changes nothing.
 */
export function stepDown(
  parent: WorkflowContext | undefined,
  step: Step,
  correlationId: string | undefined,
): WorkflowContext | undefined {
  const place = placeBelow(parent, step);
  const id = correlationId ?? parent?.correlationId;
  if (place === parent && id === parent?.correlationId) return parent;
  const { workflowName, path, depth } = place ?? NOWHERE;
  return {
    workflowName,
    path,
    depth,
    correlationId: id,
    attributes: attributesOf(place, id),
    associated: parent?.associated,
  };
}

/** Whether two places differ in nothing but what they are about. */
export function isSamePlace(
  a: WorkflowContext = NOWHERE,
  b: WorkflowContext = NOWHERE,
): boolean {
  const isThere = a.path === b.path && a.workflowName === b.workflowName;
  const isAlike = isThere && a.depth === b.depth;
  return (
    isAlike && a.associated === b.associated && a.translated === b.translated
  );
}

type Place = Pick<WorkflowContext, 'workflowName' | 'path' | 'depth'>;

/** Below the sixteenth name the path stays that of the sixteenth. */
function placeBelow(
  parent: WorkflowContext | undefined,
  step: Step,
): Place | undefined {
  if (!step.isWorkflow && parent?.workflowName === undefined) return parent;
  const workflowName = step.isWorkflow ? step.name : parent?.workflowName;
  const isFull = parent !== undefined && parent.depth >= MAX_PATH_NAMES;
  if (isFull && workflowName === parent.workflowName) return parent;
  if (isFull) return { workflowName, path: parent.path, depth: parent.depth };
  return { workflowName, ...longerPath(parent, step) };
}

function longerPath(
  parent: WorkflowContext | undefined,
  { nameInPath }: Step,
): Pick<Place, 'path' | 'depth'> {
  if (parent?.path === undefined) return { path: nameInPath, depth: 1 };
  return { path: `${parent.path}/${nameInPath}`, depth: parent.depth + 1 };
}

function attributesOf(
  place: Place | undefined,
  correlationId: string | undefined,
): Attributes {
  const attributes: Attributes = {};
  if (place?.workflowName !== undefined) {
    attributes[WORKFLOW_NAME] = place.workflowName;
    attributes[PATH] = place.path;
  }
  if (correlationId !== undefined) attributes[CORRELATION_ID] = correlationId;
  return attributes;
}
