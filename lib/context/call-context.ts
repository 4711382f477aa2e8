/**
 * The context of one annotated call: its span and its place in the workflow,
 * on top of everything else the caller's context holds.
 *
 * A context of the API copies its whole map for every value set, and here two
 * values are set per call. This one holds the two in fields and asks the
 * context below for the rest. It is flat: a call in a call stands on the same
 * ground, so neither look-ups nor memory grow with the depth.
 */
import {
  type Context,
  createContextKey,
  INVALID_SPAN_CONTEXT,
  type Span,
  trace,
} from '@opentelemetry/api';

/** Two loaded copies of everspan share the key, so the shape has a version. */
export const WORKFLOW_KEY: symbol = createContextKey('everspan.workflow.1');

const SPAN_KEY = spanKey();

/** `parent` with `span` active, at `workflow`'s place. */
export function callContext(
  parent: Context,
  span: Span,
  workflow: unknown,
): Context {
  const ground = parent instanceof CallContext ? parent.ground : parent;
  return new CallContext(ground, span, workflow);
}

class CallContext implements Context {
  readonly ground: Context;
  readonly #span: unknown;
  readonly #workflow: unknown;

  constructor(ground: Context, span: unknown, workflow: unknown) {
    this.ground = ground;
    this.#span = span;
    this.#workflow = workflow;
  }

  getValue(key: symbol): unknown {
    if (key === SPAN_KEY) return this.#span;
    if (key === WORKFLOW_KEY) return this.#workflow;
    return this.ground.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    if (key === SPAN_KEY) return this.#with(value, this.#workflow);
    if (key === WORKFLOW_KEY) return this.#with(this.#span, value);
    const ground = this.ground.setValue(key, value);
    return new CallContext(ground, this.#span, this.#workflow);
  }

  /** Our two values hide those of the ground, also when they are absent. */
  deleteValue(key: symbol): Context {
    if (key === SPAN_KEY) return this.#with(undefined, this.#workflow);
    if (key === WORKFLOW_KEY) return this.#with(this.#span, undefined);
    const ground = this.ground.deleteValue(key);
    return new CallContext(ground, this.#span, this.#workflow);
  }

  #with(span: unknown, workflow: unknown): Context {
    return new CallContext(this.ground, span, workflow);
  }
}

/** The API does not export the key of the active span, but it does use it. */
function spanKey(): symbol {
  let used = Symbol('unknown');
  const listener: Context = {
    getValue: () => undefined,
    setValue: (key) => {
      used = key;
      return listener;
    },
    deleteValue: () => listener,
  };
  trace.setSpanContext(listener, INVALID_SPAN_CONTEXT);
  return used;
}
