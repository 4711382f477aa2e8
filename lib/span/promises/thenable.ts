/**
 * Thenables that are more than a plain promise: handed back as themselves.
 *
 * Their `then` is covered by one that does the same and listens. We never call
 * it, for that may send a query, or mark a rejection as handled; nor do we
 * read it, for with a getter or a Proxy reading may do the same.
 */
import { onAbandonment } from '../abandonment';
import { watchAwait } from './await-watch';
import { listenBesideThen } from './beside-then';
import { Observation } from './observation';
import type { Settlement } from './settlement';
import { type HostFunction, isFunction } from '../work';

const observations = new WeakMap<object, Observation>();

/** Whether `value` shows a `then`; what only a Proxy's `get` makes up is not. */
export function isThenable(value: object): boolean {
  try {
    return 'then' in value && thenOf(value) !== undefined;
  } catch {
    // A Proxy that refuses to be asked: the host will see that for itself.
    return false;
  }
}

/** Whether `settlement` will hear of `value`; not so where it is frozen. */
export function observeThenable(
  value: object,
  settlement: Settlement,
): boolean {
  try {
    const observation = observations.get(value) ?? observe(value);
    observation?.add(settlement);
    return observation !== undefined;
  } catch {
    // A Proxy whose traps throw cannot be observed either.
    return false;
  }
}

function observe(value: object): Observation | undefined {
  const original = thenOf(value);
  if (original === undefined) return undefined;
  const observation = new Observation();
  const cover = coverOf(original, observation);
  if (!Reflect.defineProperty(value, 'then', cover)) return undefined;
  watchAwait(value, observation);
  listenBesideThen(value, observation);
  observations.set(value, observation);
  onAbandonment(value, observation);
  return observation;
}

interface Found extends PropertyDescriptor {
  readonly isOwn: boolean;
}

/** The property that a read of `then` would end at, if it can be callable. */
function thenOf(value: object): Found | undefined {
  let holder: object | null = value;
  while (holder !== null) {
    const found = Reflect.getOwnPropertyDescriptor(holder, 'then');
    if (found !== undefined) {
      const isCallable = found.get !== undefined || isFunction(found.value);
      return isCallable ? { ...found, isOwn: holder === value } : undefined;
    }
    holder = Reflect.getPrototypeOf(holder);
  }
  return undefined;
}

function coverOf(
  original: Found,
  observation: Observation,
): PropertyDescriptor {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- accessors are applied to their owner
  const { get, set, writable = true } = original;
  const flags = {
    configurable: true,
    enumerable: original.isOwn && original.enumerable === true,
  };
  if (get === undefined) {
    const value = listeningThen(original.value as HostFunction, observation);
    return { ...flags, value, writable };
  }
  return {
    ...flags,
    get: listeningGetter(get, observation),
    ...(set && { set }),
  };
}

function listeningGetter(
  get: () => unknown,
  observation: Observation,
): () => unknown {
  return function (this: unknown): unknown {
    const then: unknown = Reflect.apply(get, this, []);
    return isFunction(then) ? listeningThen(then, observation) : then;
  };
}

/** Plain, named, and of two parameters, like the one it covers. */
function listeningThen(
  original: HostFunction,
  observation: Observation,
): HostFunction {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- `this` is passed on
  const { then } = {
    then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
      return observation.then(original, this, [onFulfilled, onRejected]);
    },
  };
  return then;
}
