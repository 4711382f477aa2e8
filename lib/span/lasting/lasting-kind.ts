/**
 * Which results last: they go on after the call has returned.
 *
 * Nothing is called and no getter read to find out, and a Proxy is asked
 * nothing at all: to look at somebody's object must not set its work going.
 */
import { types } from 'node:util';
import { dataOf, methodOf } from '../cover';

export type LastingKind =
  'nodeStream' | 'webStream' | 'iterator' | 'asyncIterable';

/** `undefined` for what is over when it is returned. */
export function lastingKindOf(value: object): LastingKind | undefined {
  if (!mayLast(value)) return undefined;
  if (has(value, 'getReader', 'cancel')) return 'webStream';
  if (has(value, 'pipe', 'read', 'on')) return nodeStreamKind(value);
  if (has(value, 'next') && !isObserver(value)) return 'iterator';
  return has(value, Symbol.asyncIterator) ? 'asyncIterable' : undefined;
}

/**
 * For the many that do not, a few cheap questions. An iterable that is not an
 * async one is a collection (an array, a Map, a Buffer): there already.
 */
function mayLast(value: object): boolean {
  if (Array.isArray(value) || types.isProxy(value)) return false;
  return Symbol.asyncIterator in value || 'next' in value || 'pipe' in value;
}

/** What receives values, such as a Subject of RxJS, has a `next` as well. */
function isObserver(value: object): boolean {
  return has(value, 'complete') || has(value, 'subscribe');
}

/** A stream that is over would never tell of its end. */
function nodeStreamKind(stream: object): LastingKind | undefined {
  const state = dataOf(stream, '_readableState');
  if (typeof state !== 'object' || state === null) return undefined;
  const { endEmitted, closeEmitted } = state as ReadableState;
  return endEmitted === true || closeEmitted === true
    ? undefined
    : 'nodeStream';
}

interface ReadableState {
  readonly endEmitted?: boolean;
  readonly closeEmitted?: boolean;
}

function has(value: object, ...names: readonly PropertyKey[]): boolean {
  return names.every((name) => methodOf(value, name) !== undefined);
}
