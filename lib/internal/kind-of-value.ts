/** Tells of a value what it is, and nothing of what is in it. */

/** `a string`, `an array`, `class Orders`, `an instance of Map`; never throws. */
export function kindOfValue(value: unknown): string {
  try {
    return kindOf(value);
  } catch {
    // A hostile Proxy may throw whatever it is asked.
    return 'a value that cannot be read';
  }
}

/** Whether `value` can have properties: a function is an object, too. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object'
    ? value !== null
    : typeof value === 'function';
}

type Callable = (this: never, ...args: never[]) => unknown;

/** Whether `value` is a function that answers a call; a class throws. */
export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function' && !isClass(value);
}

/** Whether `fn` is a class, which can only be called with `new`. */
export function isClass(fn: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(fn));
}

/**
 * Whether `value` says something by name, as options do; never throws. An
 * array, a `Map`, a `Date` or a promise was meant for something else.
 */
export function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return !(Symbol.iterator in value) && hasNames(value);
  } catch {
    // A revoked Proxy.
    return false;
  }
}

function hasNames(value: object): boolean {
  return kindOf(value) === PLAIN || Object.keys(value).length > 0;
}

const PLAIN = 'an object';

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return kindOfFunction(value);
  return typeof value === 'object' ? kindOfObject(value) : `a ${typeof value}`;
}

function kindOfFunction(fn: object): string {
  return `${isClass(fn) ? 'class' : 'function'} ${nameOf(fn)}`.trim();
}

function kindOfObject(value: object): string {
  if (Array.isArray(value)) return 'an array';
  const name = classNameOf(value);
  if (name === 'Object' || name === '') return PLAIN;
  return isInvalidDate(value) ? 'an invalid Date' : `an instance of ${name}`;
}

function isInvalidDate(value: object): boolean {
  return value instanceof Date && Number.isNaN(value.getTime());
}

/** Asks the prototype, for an object may have a `constructor` of its own. */
function classNameOf(value: object): string {
  const prototype = Reflect.getPrototypeOf(value);
  const owner: unknown = prototype?.constructor;
  return typeof owner === 'function' ? nameOf(owner) : '';
}

const MAX_NAME = 80;

/** A class may have a static `name` that is none. */
function nameOf(fn: object): string {
  const name: unknown = Reflect.get(fn, 'name');
  return typeof name === 'string' ? name.slice(0, MAX_NAME) : '';
}
