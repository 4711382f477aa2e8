/** One call of the host's function, which tracing must not change. */
import {
  type Context,
  context,
  type ContextAPI,
  INVALID_SPAN_CONTEXT,
  type Span,
  trace,
} from '@opentelemetry/api';

/** At hand, because a read of an export of the API costs 15 ns in CommonJS. */
const contexts: ContextAPI = context;

/** A function of the host, of any shape. */
export type HostFunction = (this: never, ...args: never[]) => unknown;

/** Whether `value` is a function of any shape, be it a class. */
export function isFunction(value: unknown): value is HostFunction {
  return typeof value === 'function';
}

/** A call that was made, and what came of it. */
export interface Outcome {
  readonly fn: HostFunction;
  readonly result: unknown;
}

/** The call: what to do, and how far it has come. */
export class Work implements Outcome {
  fn: HostFunction;
  self: unknown;
  args: readonly unknown[];
  /** Whether the function is given its span, as the only argument. */
  takesSpan = false;
  isBegun = false;
  isDone = false;
  result: unknown = undefined;

  constructor(fn: HostFunction, self: unknown, args: readonly unknown[]) {
    this.fn = fn;
    this.self = self;
    this.args = args;
  }
}

/**
 * Lets go of `result`, and of what may hold it, so that it can be collected
 * while somebody waits for its end.
 */
export function letGo(work: Work, result: unknown): void {
  work.fn = nothing;
  work.result = undefined;
  if (work.self === result) work.self = undefined;
  if (!work.args.includes(result)) return;
  work.args = work.args.map((each) => (each === result ? undefined : each));
}

function nothing(): void {
  // The work has been done.
}

/** Work whose function is given the span it runs in. */
export function workWithSpan(fn: HostFunction): Work {
  const work = new Work(fn, undefined, []);
  work.takesSpan = true;
  return work;
}

/** Gives the work its span, or one that records nothing. */
export function giveSpan(work: Work, span: Span = NO_SPAN): void {
  if (work.takesSpan) work.args = [span];
}

const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** Does the work where it stands, if it has not been done. */
export function perform(work: Work): unknown {
  if (work.isBegun) return work.result;
  work.isBegun = true;
  work.result = Reflect.apply(work.fn, work.self, work.args);
  work.isDone = true;
  return work.result;
}

/**
 * Does the work `where` it belongs: exactly once, and with its own outcome, even
 * where the context manager throws before or after it.
 */
export function performIn(where: Context, work: Work): unknown {
  try {
    contexts.with(where, perform, undefined, work);
  } catch (thrown) {
    if (!work.isBegun) return perform(work);
    if (!work.isDone) throw thrown;
  }
  return work.result;
}
