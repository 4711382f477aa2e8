/**
 * Puts a wrapper in a method's place, in both dialects of decorators.
 *
 * Under `experimentalDecorators` a decorator is given a class or prototype, a
 * key and a property descriptor; a standard one is given the method and a
 * context object.
 *
 * @see https://github.com/tc39/proposal-decorators
 */
import { everspanError, received } from '../internal/errors';
import { isClass } from '../internal/kind-of-value';
import { type HostFunction, isFunction } from '../span/work';

/** A method that an annotation stands on. */
export interface Method {
  readonly original: HostFunction;
  readonly key: string | symbol;
  /** The class it stands in; a standard decorator is not told. */
  readonly className: string | undefined;
}

/** Makes what comes in a method's place. */
export type Replace = (method: Method) => HostFunction;

/** Whether an annotation is called by a decorator, not with its options. */
export function isDecorating(args: readonly unknown[]): boolean {
  return args.length > 1 || typeof args[0] === 'function';
}

/** Answers a decorator's call in its own dialect. */
export function onMethod(args: readonly unknown[], replace: Replace): unknown {
  return isStandardContext(args[1])
    ? onStandardMethod(args[0], args[1], replace)
    : onLegacyMethod(args, replace);
}

interface StandardContext {
  readonly kind: string;
  readonly name: string | symbol | undefined;
}

function isStandardContext(value: unknown): value is StandardContext {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function onStandardMethod(
  value: unknown,
  { kind, name: key = '' }: StandardContext,
  replace: Replace,
): HostFunction {
  if (kind !== 'method' || !isFunction(value)) throw misplaced(kind, key);
  return replace({ original: value, key, className: undefined });
}

function onLegacyMethod(
  [target, name, descriptor]: readonly unknown[],
  replace: Replace,
): PropertyDescriptor {
  // TypeScript hands over the number of a method that is called `42()`.
  const key = typeof name === 'number' ? String(name) : name;
  if (!isKey(key)) throw misplacedOnClass(target, descriptor);
  if (!isDescriptor(descriptor) || !isFunction(descriptor.value)) {
    throw misplaced(legacyKind(descriptor), key);
  }
  const original = descriptor.value;
  const value = replace({ original, key, className: classNameOf(target) });
  return { ...descriptor, value };
}

function misplacedOnClass(target: unknown, index: unknown): Error {
  const name = isFunction(target) ? target.name : '';
  if (index !== undefined) return misplaced(legacyKind(index), name);
  const isFree = isFunction(target) && !isClass(target);
  return misplaced(isFree ? 'function' : 'class', name);
}

function legacyKind(descriptor: unknown): string {
  if (typeof descriptor === 'number') return 'parameter';
  if (!isDescriptor(descriptor)) return 'field';
  return (descriptor.get ?? descriptor.set) ? GETTER : 'field';
}

const GETTER = 'getter or setter';

/** Such as `autobind`, which makes a getter that binds at the first read. */
const BELOW_WHAT_MADE_IT =
  'If a decorator made it of a method, move the annotation below that one. ';

function misplaced(kind: string, key: string | symbol): Error {
  const what = kind === 'parameter' ? 'a parameter of' : article(kind);
  const where = key === '' ? what : `${what} ${received(key)}`;
  const hint = kind === GETTER ? BELOW_WHAT_MADE_IT : '';
  return everspanError(
    'ERR_EVERSPAN_DECORATOR_TARGET',
    `an annotation stands on ${where}, and only methods can ` +
      `be annotated. ${hint}Move it to a method, or use \`.wrap('name', fn)\` ` +
      "or `.run('name', fn)` for any other function.",
  );
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** Of a prototype its class, of a class itself. */
function classNameOf(target: unknown): string | undefined {
  const owner = isFunction(target) ? target : constructorOf(target);
  return isFunction(owner) && owner.name !== '' ? owner.name : undefined;
}

function constructorOf(target: unknown): unknown {
  return typeof target === 'object' && target !== null
    ? Reflect.get(target, 'constructor')
    : undefined;
}

function isKey(value: unknown): value is string | symbol {
  return typeof value === 'string' || typeof value === 'symbol';
}

function isDescriptor(value: unknown): value is PropertyDescriptor {
  return typeof value === 'object' && value !== null;
}
