/**
 * Covers a method of one object by an own property that does the same and
 * listens. The object stays itself: same identity, class and prototype.
 */
import { types } from 'node:util';
import type { HostFunction } from './work';

/** Called in the place of `original`, to call it. */
export type Listen = (
  original: HostFunction,
  self: unknown,
  args: readonly unknown[],
) => unknown;

/** Whether calls of `target[name]` go through `listen` from now on. */
export function coverMethod(
  target: object,
  name: PropertyKey,
  listen: Listen,
): boolean {
  const found = methodOf(target, name);
  if (found === undefined) return false;
  const { method, isOwn, enumerable = false, writable = true } = found;
  return Reflect.defineProperty(target, name, {
    value: coverOf({ target, name, method }, listen),
    configurable: true,
    enumerable: isOwn && enumerable,
    writable,
  });
}

interface Covered {
  readonly target: object;
  readonly name: PropertyKey;
  readonly method: HostFunction;
}

/** Taken off its object, a method is still that object's. */
function coverOf(
  { target, name, method }: Covered,
  listen: Listen,
): HostFunction {
  const { [name as string]: cover } = {
    [name](this: unknown, ...args: unknown[]): unknown {
      return this === target || this === undefined
        ? listen(method, this, args)
        : Reflect.apply(method, this, args);
    },
  };
  return withLength(cover as HostFunction, dataOf(method, 'length'));
}

/** Most have none, or are of one parameter. */
function withLength(cover: HostFunction, length: unknown): HostFunction {
  if (length === cover.length) return cover;
  return Object.defineProperty(cover, 'length', {
    value: length,
    configurable: true,
  });
}

interface Found extends PropertyDescriptor {
  readonly method: HostFunction;
  readonly isOwn: boolean;
}

/** The method that a call of `target[name]` would reach; no getter is read. */
export function methodOf(target: object, name: PropertyKey): Found | undefined {
  const found = find(target, name);
  if (typeof found?.value !== 'function') return undefined;
  return { ...found, method: found.value as HostFunction };
}

/** The value of `target[name]`, unless a getter or a Proxy would answer. */
export function dataOf(target: object, name: PropertyKey): unknown {
  return find(target, name)?.value;
}

function find(
  target: object,
  name: PropertyKey,
): (PropertyDescriptor & { readonly isOwn: boolean }) | undefined {
  let holder: object | null = target;
  while (holder !== null && !types.isProxy(holder)) {
    const found = Reflect.getOwnPropertyDescriptor(holder, name);
    if (found !== undefined) return { ...found, isOwn: holder === target };
    holder = Reflect.getPrototypeOf(holder);
  }
  return undefined;
}
