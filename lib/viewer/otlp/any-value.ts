/** Turns OTLP's `AnyValue` and `KeyValue` into plain values. */
import {
  decimalOf,
  messageIn,
  messagesIn,
  textIn,
  undecodable,
  unexpected,
  type Fields,
} from './fields';
import type { Attributes, AttributeValue } from '../store/received-span';

/**
 * As deep as others' protobuf readers go. What is kept is walked through again
 * and again, and must not be deeper than the stack when it is.
 */
const MAX_DEPTH = 100;

/** The attributes of `fields[key]`; of a repeated name the last one holds. */
export function attributesIn(
  fields: Fields,
  key: string,
  depth = 0,
): Attributes {
  // `fromEntries` defines own properties, so that an attribute that is called
  // `__proto__` stays an attribute.
  return Object.fromEntries(
    messagesIn(fields, key).map((pair) => [
      textIn(pair, 'key'),
      valueIn(pair, 'value', depth),
    ]),
  );
}

/** The `AnyValue` that stands in `fields[key]`; `null` where none does. */
export function valueIn(
  fields: Fields,
  key: string,
  depth = 0,
): AttributeValue {
  return anyValue(messageIn(fields, key), depth);
}

/** `depth`: how many values are around it. */
type Reader = (value: Fields, depth: number) => AttributeValue;

const READERS: readonly (readonly [string, Reader])[] = [
  ['stringValue', (value) => textIn(value, 'stringValue')],
  ['intValue', (value) => integer(value['intValue'])],
  ['boolValue', (value) => boolean(value['boolValue'])],
  ['doubleValue', (value) => double(value['doubleValue'])],
  ['arrayValue', (value, depth) => list(messageIn(value, 'arrayValue'), depth)],
  [
    'kvlistValue',
    (value, depth) => attributesIn(kvlist(value), 'values', depth + 1),
  ],
  ['bytesValue', (value) => bytes(value['bytesValue'])],
];

function anyValue(value: Fields, depth: number): AttributeValue {
  if (depth > MAX_DEPTH) {
    throw undecodable(`A value is nested deeper than ${MAX_DEPTH} others.`);
  }
  const found = READERS.find(([key]) => (value[key] ?? null) !== null);
  // No known kind: the empty value, or one that is newer than this table.
  return found === undefined ? null : found[1](value, depth);
}

function list(array: Fields, depth: number): readonly AttributeValue[] {
  return messagesIn(array, 'values').map((value) => anyValue(value, depth + 1));
}

function kvlist(value: Fields): Fields {
  return messageIn(value, 'kvlistValue');
}

function boolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw unexpected('boolValue', 'a boolean', value);
}

const INTEGER = /^-?\d{1,20}$/;

function integer(value: unknown): number | bigint {
  const text = decimalOf(value) ?? '';
  if (!INTEGER.test(text)) throw unexpected('intValue', 'an integer', value);
  return Number.isSafeInteger(+text) ? +text : BigInt(text);
}

/** JSON has no word for these, so protobuf's JSON mapping sends strings. */
const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'];

function double(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && isNumeric(value)) return +value;
  throw unexpected('doubleValue', 'a number', value);
}

function isNumeric(text: string): boolean {
  return NOT_FINITE.includes(text) || (text !== '' && Number.isFinite(+text));
}

function bytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (typeof value === 'string') {
    return Uint8Array.from(Buffer.from(value, 'base64'));
  }
  throw unexpected('bytesValue', 'base64', value);
}
