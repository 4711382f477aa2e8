/**
 * Shapes of the engine's own objects. They are recognised by their inner
 * slots, which nobody can fake, and read by the engine's own methods, which
 * nobody can replace: those on the object may be somebody's.
 */
import { types } from 'node:util';
import type { Ancestry } from './look';
import type { OwnShape } from './shape';

const getTime = method(Date.prototype, 'getTime');
const toISOString = method(Date.prototype, 'toISOString');
const mapSize = getter(Map.prototype, 'size');
const setSize = getter(Set.prototype, 'size');
const urlHref = getter(URL.prototype, 'href');
const typedLength = getter(
  Reflect.getPrototypeOf(Uint8Array.prototype) ?? {},
  'length',
);
const bufferLength = getter(ArrayBuffer.prototype, 'byteLength');
const regExpSource = getter(RegExp.prototype, 'source');
const regExpFlags = [
  ['d', getter(RegExp.prototype, 'hasIndices')],
  ['g', getter(RegExp.prototype, 'global')],
  ['i', getter(RegExp.prototype, 'ignoreCase')],
  ['m', getter(RegExp.prototype, 'multiline')],
  ['s', getter(RegExp.prototype, 'dotAll')],
  ['u', getter(RegExp.prototype, 'unicode')],
  ['v', getter(RegExp.prototype, 'unicodeSets')],
  ['y', getter(RegExp.prototype, 'sticky')],
] as const;

type Method = (this: unknown) => unknown;

function method(holder: object, name: string): Method {
  return Reflect.getOwnPropertyDescriptor(holder, name)?.value as Method;
}

function getter(holder: object, name: string): Method {
  const found = Reflect.getOwnPropertyDescriptor(holder, name)?.get;
  // An older engine has not got every flag.
  return found ?? ((): undefined => undefined);
}

/** The shape of what the engine made, or `undefined` for anybody else's. */
export function builtInShape(
  value: object,
  { className, prototypes }: Ancestry,
): OwnShape | undefined {
  if (className === '') return undefined;
  if (types.isDate(value)) return dateShape(value);
  if (types.isMap(value)) return { kind: 'map', size: sizeOf(value, mapSize) };
  if (types.isSet(value)) return { kind: 'set', size: sizeOf(value, setSize) };
  if (types.isTypedArray(value)) {
    return mark(`${className}(${String(sizeOf(value, typedLength))})`);
  }
  if (types.isArrayBuffer(value)) {
    return mark(`${className}(${String(sizeOf(value, bufferLength))})`);
  }
  if (types.isRegExp(value)) return text(regExpText(value));
  if (types.isBoxedPrimitive(value)) {
    return { kind: 'value', value: unboxed(value) };
  }
  return prototypes.includes(URL.prototype) ? urlShape(value) : undefined;
}

function mark(what: string): OwnShape {
  return { kind: 'mark', mark: `[${what}]` };
}

function text(of: unknown): OwnShape {
  return { kind: 'text', text: String(of) };
}

function sizeOf(value: object, size: Method): number {
  return Number(Reflect.apply(size, value, []));
}

function dateShape(date: Date): OwnShape {
  const isInvalid = Number.isNaN(Reflect.apply(getTime, date, []));
  if (isInvalid) return mark('Invalid Date');
  return text(Reflect.apply(toISOString, date, []));
}

function regExpText(regExp: RegExp): string {
  const source = String(Reflect.apply(regExpSource, regExp, []));
  const set = regExpFlags.filter(([, isSet]) =>
    Boolean(Reflect.apply(isSet, regExp, [])),
  );
  return `/${source}/${set.map(([flag]) => flag).join('')}`;
}

const unboxes = [String, Number, Boolean, BigInt, Symbol].map((each) =>
  method(each.prototype, 'valueOf'),
);

function unboxed(value: object): unknown {
  for (const unbox of unboxes) {
    try {
      return Reflect.apply(unbox, value, []);
    } catch {
      // Another one of the five.
    }
  }
  return undefined;
}

function urlShape(value: object): OwnShape {
  try {
    return text(Reflect.apply(urlHref, value, []));
  } catch {
    // Made by `Object.create(URL.prototype)`.
    return mark('URL');
  }
}
