/**
 * Makes a wrapper pass for what it wraps: its name, its length, whatever
 * properties it has, and what reflect-metadata knows of it. Decorators below
 * ours wrote these on the original; frameworks look for them on what they find.
 */
import type { HostFunction } from '../span/work';

/** What reflect-metadata adds to the global `Reflect`, where it is loaded. */
interface ReflectMetadata {
  getOwnMetadataKeys?(target: object): unknown[];
  getOwnMetadata?(key: unknown, target: object): unknown;
  defineMetadata?(key: unknown, value: unknown, target: object): void;
}

/** Gives `wrapper` all that can be seen on `original`; never throws. */
export function impersonate(
  wrapper: HostFunction,
  original: HostFunction,
): void {
  try {
    copyProperties(wrapper, original);
    copyMetadata(wrapper, original);
  } catch {
    // A Proxy that refuses to be looked at: it is called all the same.
  }
}

/** A wrapper is no constructor, so it takes over no `prototype`. */
const NOT_COPIED: ReadonlySet<PropertyKey> = new Set([
  'prototype',
  'arguments',
  'caller',
]);

function copyProperties(wrapper: HostFunction, original: HostFunction): void {
  for (const key of Reflect.ownKeys(original)) {
    const property = Reflect.getOwnPropertyDescriptor(original, key);
    if (property === undefined || NOT_COPIED.has(key)) continue;
    Reflect.defineProperty(wrapper, key, property);
  }
}

function copyMetadata(wrapper: HostFunction, original: HostFunction): void {
  const metadata = Reflect as ReflectMetadata;
  for (const key of metadata.getOwnMetadataKeys?.(original) ?? []) {
    const value = metadata.getOwnMetadata?.(key, original);
    metadata.defineMetadata?.(key, value, wrapper);
  }
}
