/**
 * What a class declares. Every wrapper of a method is known here with what it
 * declares, so that a class tells it by the methods it has: in both dialects,
 * inherited, overridden and borrowed ones as JavaScript itself resolves them.
 */
import { everspanError, received } from '../internal/errors';
import type { AnnotationKind } from '../span/annotation-kind';
import type { HostFunction } from '../span/work';

/** A class, abstract ones included. */
export type AnyClass = abstract new (...args: never[]) => object;

/** One annotation of one method. */
export interface DeclaredAnnotation {
  /** Which annotation it is. */
  readonly kind: AnnotationKind;
  /** The name of its spans. */
  readonly name: string;
  /** The method's name. */
  readonly key: string | symbol;
  /** Whether the method is the class's own, not its instances'. */
  readonly isStatic: boolean;
  /** The class itself, or the one that it inherits the method from. */
  readonly declaredBy: AnyClass;
}

/** What is known of a wrapper. */
export interface Declared {
  readonly kind: AnnotationKind;
  readonly name: string;
  /** What it wraps, which may be annotated as well. */
  readonly original: HostFunction;
}

const known = new WeakMap<object, Declared>();

/** Remembers what `wrapper` declares, for as long as there is one. */
export function rememberDeclared(
  wrapper: HostFunction,
  declared: Declared,
): HostFunction {
  known.set(wrapper, declared);
  return wrapper;
}

/**
 * The annotations of a class's methods, those of its instances before static
 * ones: its own in the order of their declaration, then those it inherits. Of a
 * method that is overridden it tells what the override declares, and of several
 * annotations on a method the outermost first.
 *
 * It cannot see `#private` methods, which nobody can from outside, nor a method
 * that another decorator has covered with a function of its own.
 *
 * @param annotated - a class, abstract or not
 * @throws TypeError `ERR_EVERSPAN_NOT_A_CLASS`
 * @example
 * ```ts
 * import { annotationsOf } from 'everspan';
 *
 * for (const { kind, name, key } of annotationsOf(Orders)) {
 *   console.log(`${kind} ${name}: Orders.${String(key)}`);
 * }
 * ```
 */
export function annotationsOf(
  annotated: AnyClass,
): readonly DeclaredAnnotation[] {
  const instances = prototypeOf(annotated);
  return [...declaredIn(instances, false), ...declaredIn(annotated, true)];
}

function prototypeOf(given: unknown): object {
  const prototype: unknown =
    typeof given === 'function' ? given.prototype : undefined;
  if (typeof prototype === 'object' && prototype !== null) return prototype;
  throw everspanError(
    'ERR_EVERSPAN_NOT_A_CLASS',
    `annotationsOf takes a class, got ${received(given)}. ` +
      'For an object, ask its constructor.',
  );
}

/** What can be found from `start` upwards, each name once. */
function declaredIn(start: object, isStatic: boolean): DeclaredAnnotation[] {
  const found = new Map<string | symbol, DeclaredAnnotation[]>();
  for (const holder of chainFrom(start)) {
    for (const key of Reflect.ownKeys(holder)) {
      if (found.has(key)) continue;
      found.set(key, declaredAt(holder, key, isStatic));
    }
  }
  return [...found.values()].flat();
}

function chainFrom(start: object): readonly object[] {
  const next = Reflect.getPrototypeOf(start);
  return next === null ? [start] : [start, ...chainFrom(next)];
}

function declaredAt(
  holder: object,
  key: string | symbol,
  isStatic: boolean,
): DeclaredAnnotation[] {
  const property = Reflect.getOwnPropertyDescriptor(holder, key);
  const declaredBy = (isStatic ? holder : classOf(holder)) as AnyClass;
  return layersOf(property?.value).map(({ kind, name }) => ({
    kind,
    name,
    key,
    isStatic,
    declaredBy,
  }));
}

function classOf(prototype: object): unknown {
  return Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
}

/** An annotation may stand upon another one. */
function layersOf(method: unknown): readonly Declared[] {
  const declared = typeof method === 'function' ? known.get(method) : undefined;
  return declared ? [declared, ...layersOf(declared.original)] : [];
}
