/**
 * Sees an `await` of a native promise with properties of its own.
 *
 * For such a promise the engine does not call `then`: it reads `constructor`
 * and, finding its own class, hangs itself on. To listen at any other moment
 * would mark a rejection as handled that nobody handles, and a program would
 * live on that should have died. So `constructor` is covered, and when it has
 * been read, the engine tells by its promise hooks whether somebody hangs on.
 */
import { types } from 'node:util';
import type * as V8 from 'node:v8';
import { late } from '../../internal/late';
import type { Observation } from './observation';

/** Lets `observation` hear of `value` where nobody calls its `then`. */
export function watchAwait(value: object, observation: Observation): void {
  if (!types.isPromise(value)) return;
  const inherited: unknown = intrinsicClassOf(value);
  if (inherited === undefined) return;
  v8();
  Reflect.defineProperty(value, 'constructor', {
    configurable: true,
    enumerable: false,
    get: () => {
      if (!observation.isInside && !isHangingOn) {
        hangOnWithOthers(value, observation);
      }
      return inherited;
    },
    set(this: object, assigned: unknown) {
      Reflect.defineProperty(this, 'constructor', {
        value: assigned,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    },
  });
}

/**
 * `Promise`, of whatever realm, for a direct instance. For anything else an
 * `await` calls `then`.
 */
function intrinsicClassOf(promise: object): unknown {
  if (Object.hasOwn(promise, 'constructor')) return undefined;
  const prototype = Reflect.getPrototypeOf(promise);
  const above = prototype && Reflect.getPrototypeOf(prototype);
  if (!prototype || !above || Reflect.getPrototypeOf(above)) return undefined;
  return Reflect.get(prototype, 'constructor');
}

/** Listens as soon as somebody else does, before the present job is over. */
function hangOnWithOthers(
  promise: Promise<unknown>,
  observation: Observation,
): void {
  const promiseHooks = promiseHooksOf(v8());
  if (!promiseHooks) {
    // Elsewhere than in Node: most who read it are an `await`.
    hangOn(promise, observation);
    return;
  }
  const stop = promiseHooks.onInit((_derived, parent) => {
    if (parent !== promise || isHangingOn) return;
    hangOn(promise, observation);
  }) as () => void;
  queueMicrotask(stop);
}

/** Hanging on reads `constructor` and makes a derived promise, like others. */
let isHangingOn = false;

function hangOn(promise: Promise<unknown>, observation: Observation): void {
  isHangingOn = true;
  try {
    void Reflect.apply(nativeThen, promise, [
      (value: unknown) => {
        observation.succeed(value);
      },
      (error: unknown) => {
        observation.fail(error);
      },
    ]);
  } finally {
    isHangingOn = false;
  }
}

/** Brings the streams of Node with it, which few need who annotate. */
const v8 = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('node:v8') as typeof V8,
);

function promiseHooksOf({
  promiseHooks,
}: {
  readonly promiseHooks?: V8.PromiseHooks;
}): V8.PromiseHooks | undefined {
  return typeof promiseHooks?.onInit === 'function' ? promiseHooks : undefined;
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- always called on a promise
const nativeThen = Promise.prototype.then;
