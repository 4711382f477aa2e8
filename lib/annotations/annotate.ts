/** Makes the annotation of a kind. */
import { everspanError, received } from '../internal/errors';
import { isClass } from '../internal/kind-of-value';
import { runInSpan } from '../span/run-in-span';
import { type AnnotationKind, SpanDefinition } from '../span/span-definition';
import { currentTracer } from '../span/tracer';
import { type HostFunction, workWithSpan } from '../span/work';
import type { Annotation } from './annotation';
import { rememberDeclared } from './annotations-of';
import { classOfMethod } from './class-of-method';
import { isDecorating, type Method, onMethod } from './on-method';
import {
  type AnnotationOptions,
  checkOptions,
  declare,
  spanNameOf,
} from './options';
import { wrapFunction } from './wrapper';

/** The annotation whose spans are of `kind`. */
export function annotate(kind: AnnotationKind): Annotation {
  const annotation = (...args: readonly unknown[]): unknown => {
    if (isDecorating(args)) return decorate(kind, {}, args);
    const options = checkOptions(args[0], kind);
    return (...target: readonly unknown[]) => decorate(kind, options, target);
  };
  const named = Object.defineProperty(annotation, 'name', { value: kind });
  return Object.assign(named, {
    run: runOf(kind),
    wrap: wrapOf(kind),
  }) as Annotation;
}

function decorate(
  kind: AnnotationKind,
  options: AnnotationOptions,
  target: readonly unknown[],
): unknown {
  return onMethod(target, (method) => replaceMethod(kind, options, method));
}

function replaceMethod(
  kind: AnnotationKind,
  options: AnnotationOptions,
  { original, key, className }: Method,
): HostFunction {
  const name = nameOf(key);
  const wrapped = wrapFunction(original, (self, wrapper) => {
    const owner = className ?? classOfMethod(self, key, wrapper);
    const functionName = owner === undefined ? name : `${owner}.${name}`;
    return new SpanDefinition(declare(options, { kind, name, functionName }));
  });
  const spanName = spanNameOf(options, { kind, name });
  return rememberDeclared(wrapped, { kind, name: spanName, original });
}

function nameOf(key: string | symbol): string {
  return typeof key === 'symbol' ? (key.description ?? '') : key;
}

/** Names that `run` remembers; who has more makes them up, and starts over. */
const MAX_REMEMBERED = 1_000;

function runOf(kind: AnnotationKind) {
  const remembered = new Map<string, SpanDefinition>();

  const define = (given: unknown): SpanDefinition => {
    const options = checkOptions(given, kind);
    const nameless = { kind, name: '', functionName: undefined };
    return new SpanDefinition(declare(options, nameless));
  };

  const defineOnce = (name: string): SpanDefinition => {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const definition = define(name);
    remembered.set(name, definition);
    return definition;
  };

  return (given: unknown, fn: unknown): unknown => {
    assertFunction(fn, `${kind}.run`);
    const isName = typeof given === 'string';
    const definition = isName ? defineOnce(given) : define(given);
    return runInSpan(currentTracer(), definition, workWithSpan(fn));
  };
}

function wrapOf(kind: AnnotationKind) {
  return (given: unknown, fn: unknown): HostFunction => {
    assertFunction(fn, `${kind}.wrap`);
    const options = checkOptions(given, kind);
    const { name } = fn;
    const functionName = name === '' ? undefined : name;
    return wrapFunction(
      fn,
      () => new SpanDefinition(declare(options, { kind, name, functionName })),
    );
  };
}

function assertFunction(
  fn: unknown,
  where: string,
): asserts fn is HostFunction {
  if (typeof fn === 'function' && !isClass(fn)) return;
  throw everspanError(
    'ERR_EVERSPAN_NOT_A_FUNCTION',
    `${where} takes a name or options, and then a function, got ${received(fn)}. ` +
      'For a class, annotate its methods, or wrap a function that makes one.',
  );
}
