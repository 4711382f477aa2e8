/** Finds the shape of an object without running its code. */
import { types } from 'node:util';
import { builtInShape } from './built-in-shape';
import { type Ancestry, ancestryOf, methodOf, nameOf, ownValue } from './look';
import type { OwnShape, Shape, Written } from './shape';

/** The shape of an object or a function. */
export function shapeOf(value: object): Shape {
  return evidentShape(value) ?? shapeByClass(value, ancestryOf(value));
}

/** The same for what `toJSON` answered, which is not asked for another one. */
export function shapeOfAnswer(value: object): OwnShape {
  return evidentShape(value) ?? shapeByData(value, ancestryOf(value));
}

function shapeByClass(value: object, ancestry: Ancestry): Shape {
  return (
    builtInShape(value, ancestry) ??
    writtenShape(value, ancestry) ??
    recordShape(value, ancestry)
  );
}

function shapeByData(value: object, ancestry: Ancestry): OwnShape {
  return builtInShape(value, ancestry) ?? recordShape(value, ancestry);
}

function evidentShape(value: object): OwnShape | undefined {
  if (types.isProxy(value)) return mark('Proxy');
  if (typeof value === 'function') return mark(functionMark(value));
  if (Array.isArray(value)) return { kind: 'list', size: value.length };
  return undefined;
}

function mark(text: string): OwnShape {
  return { kind: 'mark', mark: `[${text}]` };
}

function functionMark(fn: object): string {
  const name = nameOf(fn);
  return name === '' ? 'Function' : `Function ${name}`;
}

function writtenShape(value: object, ancestry: Ancestry): Written | undefined {
  const toJson = methodOf(value, ancestry, 'toJSON');
  const name = ancestry.className === '' ? 'an object' : ancestry.className;
  return toJson && { kind: 'written', toJson, name };
}

/**
 * Data by its own enumerable keys. What has none, and is of a class, keeps its
 * data to itself; a stream has them, but they are its buffers and sockets.
 */
function recordShape(value: object, ancestry: Ancestry): OwnShape {
  const { className } = ancestry;
  const keys = keysOf(value);
  if (keys === undefined) return mark('unreadable');
  const isOpaque =
    className !== '' &&
    (keys.length === 0 || methodOf(value, ancestry, 'pipe') !== undefined);
  return isOpaque ? mark(className) : { kind: 'record', className, keys };
}

function keysOf(value: object): readonly string[] | undefined {
  try {
    const keys = Object.keys(value);
    return types.isNativeError(value) ? errorKeys(value, keys) : keys;
  } catch {
    // A module that is still loading refuses its own exports.
    return undefined;
  }
}

const OF_ERRORS = ['message', 'cause', 'errors'];

/**
 * Without the stack: once it has been read, Node no longer prints where an
 * error was thrown that nobody catches.
 */
function errorKeys(error: Error, keys: readonly string[]): readonly string[] {
  const own = OF_ERRORS.filter((key) => ownValue(error, key) !== undefined);
  const others = keys.filter((key) => key !== 'stack' && !own.includes(key));
  return [...own, ...others];
}
