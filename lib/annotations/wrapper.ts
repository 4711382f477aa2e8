/** A function like another one, each call of which runs in a span. */
import { runInSpan } from '../span/run-in-span';
import type { SpanDefinition } from '../span/span-definition';
import { currentTracer } from '../span/tracer';
import { type HostFunction, Work } from '../span/work';
import { impersonate } from './metadata';

/** Defines the span when the first call shows its `this`. */
export type Define = (self: unknown, wrapper: HostFunction) => SpanDefinition;

/**
 * Wraps `original`. Without a tracer a call does nothing but the call.
 *
 * The wrapper is a method in form: plain, and like a method no constructor.
 */
export function wrapFunction(
  original: HostFunction,
  define: Define,
): HostFunction {
  let definition: SpanDefinition | undefined;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- `this` is passed on
  const { wrapper } = {
    wrapper(this: unknown, ...args: unknown[]): unknown {
      const tracer = currentTracer();
      if (tracer === undefined) return Reflect.apply(original, this, args);
      definition ??= define(this, wrapper);
      return runInSpan(tracer, definition, new Work(original, this, args));
    },
  };
  impersonate(wrapper, original);
  return wrapper;
}
