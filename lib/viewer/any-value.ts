/** Turns OTLP's `AnyValue` and `KeyValue` into plain values. */
import {
  decimalOf,
  messageIn,
  messagesIn,
  textIn,
  unexpected,
  type Fields,
} from './otlp-fields';
import type { Attributes, AttributeValue } from './received-span';

/** The attributes of `fields[key]`; of a repeated name the last one holds. */
export function attributesIn(fields: Fields, key: string): Attributes {
  // `fromEntries` defines own properties, so that an attribute that is called
  // `__proto__` stays an attribute.
  return Object.fromEntries(
    messagesIn(fields, key).map((pair) => [
      textIn(pair, 'key'),
      valueIn(pair, 'value'),
    ]),
  );
}

/** The `AnyValue` that stands in `fields[key]`; `null` where none does. */
export function valueIn(fields: Fields, key: string): AttributeValue {
  return anyValue(messageIn(fields, key));
}

const READERS: readonly (readonly [
  string,
  (value: Fields) => AttributeValue,
])[] = [
  ['stringValue', (value) => textIn(value, 'stringValue')],
  ['intValue', (value) => integer(value['intValue'])],
  ['boolValue', (value) => boolean(value['boolValue'])],
  ['doubleValue', (value) => double(value['doubleValue'])],
  ['arrayValue', (value) => list(messageIn(value, 'arrayValue'))],
  ['kvlistValue', (value) => attributesIn(kvlist(value), 'values')],
  ['bytesValue', (value) => bytes(value['bytesValue'])],
];

function anyValue(value: Fields): AttributeValue {
  const found = READERS.find(([key]) => (value[key] ?? null) !== null);
  // No known kind: the empty value, or one that is newer than this table.
  return found === undefined ? null : found[1](value);
}

function list(array: Fields): readonly AttributeValue[] {
  return messagesIn(array, 'values').map(anyValue);
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
