/** Makes the annotation of a kind. */
import { everspanError, received } from '../internal/errors';
import { isCallable } from '../internal/kind-of-value';
import { runInSpan } from '../span/run-in-span';
import type { AnnotationKind } from '../span/annotation-kind';
import type { Declaration } from '../span/declaration';
import { SpanDefinition } from '../span/span-definition';
import { currentTracer } from '../span/tracer';
import { type HostFunction, workWithSpan } from '../span/work';
import type { Annotation } from './annotation';
import { rememberDeclared } from './annotations-of';
import { classOfMethod } from './class-of-method';
import { isDecorating, type Method, onMethod } from './on-method';
import { checkOptions } from './check-options';
import { declare, type Subject } from './declare';
import type { AnnotationOptions } from './options';
import { wrapFunction } from './wrapper';

/** What the options of a kind of annotation are, and what they mean. */
export interface Vocabulary {
  readonly kind: AnnotationKind;
  /** @throws `ERR_EVERSPAN_ANNOTATION_OPTION` */
  readonly check: (given: unknown) => AnnotationOptions;
  /** What checked options declare of a function. */
  readonly declare: (
    options: AnnotationOptions,
    subject: Subject,
  ) => Declaration;
}

/** The annotation whose spans are of `kind`. */
export function annotate(kind: AnnotationKind): Annotation {
  const check = (given: unknown): AnnotationOptions =>
    checkOptions(given, kind);
  return annotateBy({ kind, check, declare });
}

/** The annotation that speaks this vocabulary. */
export function annotateBy(words: Vocabulary): Annotation {
  const annotation = (...args: readonly unknown[]): unknown => {
    if (isDecorating(args)) return decorate(words, words.check({}), args);
    const options = words.check(args[0]);
    return (...target: readonly unknown[]) => decorate(words, options, target);
  };
  const name = { value: words.kind };
  return Object.assign(Object.defineProperty(annotation, 'name', name), {
    run: runOf(words),
    wrap: wrapOf(words),
  }) as Annotation;
}

function decorate(
  words: Vocabulary,
  options: AnnotationOptions,
  target: readonly unknown[],
): unknown {
  return onMethod(target, (method) => replaceMethod(words, options, method));
}

function replaceMethod(
  { kind, declare: meaning }: Vocabulary,
  options: AnnotationOptions,
  { original, key, className }: Method,
): HostFunction {
  const name = nameOf(key);
  const wrapped = wrapFunction(original, (self, wrapper) => {
    const owner = className ?? classOfMethod(self, key, wrapper);
    const functionName = owner === undefined ? name : `${owner}.${name}`;
    return new SpanDefinition(meaning(options, { kind, name, functionName }));
  });
  const nameless = { kind, name, functionName: undefined };
  const { name: spanName } = meaning(options, nameless);
  return rememberDeclared(wrapped, { kind, name: spanName, original });
}

function nameOf(key: string | symbol): string {
  return typeof key === 'symbol' ? (key.description ?? '') : key;
}

/** Names that `run` remembers; who has more makes them up, and starts over. */
const MAX_REMEMBERED = 1_000;

function runOf({ kind, check, declare: meaning }: Vocabulary) {
  const remembered = new Map<string, SpanDefinition>();

  const define = (given: unknown): SpanDefinition => {
    const options = check(given);
    const nameless = { kind, name: '', functionName: undefined };
    return new SpanDefinition(meaning(options, nameless));
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
    assertFunction(fn, `${kind}.run`, given);
    const isName = typeof given === 'string';
    const definition = isName ? defineOnce(given) : define(given);
    return runInSpan(currentTracer(), definition, workWithSpan(fn));
  };
}

function wrapOf({ kind, check, declare: meaning }: Vocabulary) {
  return (given: unknown, fn: unknown): HostFunction => {
    assertFunction(fn, `${kind}.wrap`, given);
    const options = check(given);
    const { name } = fn;
    const functionName = name === '' ? undefined : name;
    return wrapFunction(
      fn,
      () => new SpanDefinition(meaning(options, { kind, name, functionName })),
    );
  };
}

function assertFunction(
  fn: unknown,
  where: string,
  given: unknown,
): asserts fn is HostFunction {
  if (isCallable(fn)) return;
  throw everspanError(
    'ERR_EVERSPAN_NOT_A_FUNCTION',
    `${where} takes a name or options, and then a function, got ` +
      `${received(fn)}. ${wayOut(fn, where, given)}`,
  );
}

function wayOut(fn: unknown, where: string, given: unknown): string {
  if (typeof given === 'function') {
    return `The name comes first: \`${where}('name', fn)\`.`;
  }
  return typeof fn === 'function'
    ? 'For a class, annotate its methods, or wrap a function that makes one.'
    : `Give it what does the work: \`${where}('name', () => work())\`.`;
}
