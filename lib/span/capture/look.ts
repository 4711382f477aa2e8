/**
 * Looks at values without running a line of their owner's code: no getter is
 * called and no Proxy is asked, for both may throw, do something, or never
 * come back.
 */
import { types } from 'node:util';

/** A property as it can be seen from outside. */
export interface Seen {
  /** Why there is no value to be had without running code, if so. */
  readonly unseen: 'getter' | 'missing' | 'unreadable' | undefined;
  readonly value: unknown;
}

const GETTER: Seen = { unseen: 'getter', value: undefined };
const MISSING: Seen = { unseen: 'missing', value: undefined };
const UNREADABLE: Seen = { unseen: 'unreadable', value: undefined };

/** The own property `key` of what is no Proxy. */
export function look(target: object, key: PropertyKey): Seen {
  try {
    const found = Reflect.getOwnPropertyDescriptor(target, key);
    if (found === undefined) return MISSING;
    if (!('value' in found)) return GETTER;
    return { unseen: undefined, value: found.value };
  } catch {
    // A module that is still loading refuses its own exports.
    return UNREADABLE;
  }
}

/** The value of the own property `key`; `undefined` where it cannot be seen. */
export function ownValue(target: object, key: PropertyKey): unknown {
  return look(target, key).value;
}

/** What an object is by its prototypes. */
export interface Ancestry {
  /** The class's name; empty for a plain object and where there is none. */
  readonly className: string;
  readonly prototypes: readonly object[];
}

/** Who goes on longer than this is no class. */
const MAX_PROTOTYPES = 32;

/** The prototypes of what is no Proxy, as far as they are none either. */
export function ancestryOf(target: object): Ancestry {
  const prototypes: object[] = [];
  let next = Reflect.getPrototypeOf(target);
  while (next !== null && prototypes.length < MAX_PROTOTYPES) {
    if (types.isProxy(next)) break;
    prototypes.push(next);
    next = Reflect.getPrototypeOf(next);
  }
  return { className: classNameOf(prototypes), prototypes };
}

/** By its constructor; an iterator has none, but is tagged. */
function classNameOf(prototypes: readonly object[]): string {
  const [nearest] = prototypes;
  if (nearest === undefined || nearest === Object.prototype) return '';
  const constructor = ownValue(nearest, 'constructor');
  if (!isFunction(constructor)) return tagOf(prototypes);
  const name = nameOf(constructor);
  return name === 'Object' ? '' : name;
}

function tagOf(prototypes: readonly object[]): string {
  const tags = prototypes.map((each) => ownValue(each, Symbol.toStringTag));
  const tag = tags.find((each) => typeof each === 'string');
  return tag?.slice(0, MAX_NAME) ?? '';
}

/** A function's name, as long as it is a fixed text. */
export function nameOf(fn: object): string {
  if (types.isProxy(fn)) return '';
  const name = ownValue(fn, 'name');
  return typeof name === 'string' ? name.slice(0, MAX_NAME) : '';
}

/** Characters of a name; more is no name. */
const MAX_NAME = 64;

/** The method `key`, own or inherited, unless it is a getter's or a Proxy. */
export function methodOf(
  target: object,
  { prototypes }: Ancestry,
  key: string,
): ((this: unknown) => unknown) | undefined {
  for (const holder of [target, ...prototypes]) {
    const { unseen, value } = look(holder, key);
    if (unseen !== 'missing') return isFunction(value) ? value : undefined;
  }
  return undefined;
}

function isFunction(value: unknown): value is (this: unknown) => unknown {
  return typeof value === 'function' && !types.isProxy(value);
}
