/**
 * Native promises as the engine makes them, whose only way to be used is
 * `then`. They are answered with the derived promise: an observer hung beside
 * the host's own would mark a rejection as handled and silence a crash.
 */
import { types } from 'node:util';
import type { Settlement } from './settlement';
import type { HostFunction } from '../work';

/** The engine's own class; the global one may be somebody's replacement. */
const NativePromise = (async () => {
  // Only its class matters.
})().constructor as PromiseConstructor;

/**
 * Symbols the runtime puts on every promise while async hooks are on (one per
 * AsyncLocalStorage on Node 20); they are nobody's own properties.
 */
let ambient: readonly PropertyKey[] = [];

/**
 * Whether `result`, of a call of `fn`, is a native promise of the intrinsic
 * class with nothing of its own on it. What an async function returns nobody
 * has had in hands before: there is no need to look, and a look costs 0.2 us.
 */
export function isPlainPromise(
  result: object,
  fn: HostFunction,
): result is Promise<unknown> {
  if (!types.isPromise(result)) return false;
  return types.isAsyncFunction(fn) || isBare(result);
}

function isBare(promise: object): boolean {
  if (Reflect.getPrototypeOf(promise) !== NativePromise.prototype) return false;
  const keys = Reflect.ownKeys(promise);
  return isAmbient(keys) || isAmbientNow(keys);
}

/** Mostly they are the same, in the same order, as they were before. */
function isAmbient(keys: readonly PropertyKey[]): boolean {
  if (keys.length !== ambient.length) return keys.length === 0;
  for (let index = 0; index < keys.length; index++) {
    if (keys[index] !== ambient[index]) return false;
  }
  return true;
}

function isAmbientNow(keys: readonly PropertyKey[]): boolean {
  ambient = Reflect.ownKeys(new NativePromise(nothing));
  return keys.every((key) => ambient.includes(key));
}

/**
 * The promise that settles like `promise`, once `settlement` knows; `promise`
 * itself, and the end of the span, where somebody's own `then` refuses.
 */
export function observePromise(
  promise: Promise<unknown>,
  settlement: Pick<Settlement, 'succeed' | 'fail'>,
): Promise<unknown> {
  try {
    return derive(promise, settlement);
  } catch {
    settlement.succeed(undefined);
    return promise;
  }
}

function derive(
  promise: Promise<unknown>,
  settlement: Pick<Settlement, 'succeed' | 'fail'>,
): Promise<unknown> {
  return promise.then(
    (value) => {
      settlement.succeed(value);
      return value;
    },
    (error: unknown) => {
      settlement.fail(error);
      throw error;
    },
  );
}

function nothing(): void {
  // A promise that never settles.
}
