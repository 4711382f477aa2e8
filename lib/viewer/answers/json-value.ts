/** Attributes as JSON can say them. Pure. */
import type { JsonObject, JsonValue } from '../api-types';
import type { Attributes, AttributeValue } from '../store/received-span';

/** Keys and values; an attribute that is called `__proto__` stays one. */
export function jsonObject(attributes: Attributes): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, jsonValue(value)]),
  );
}

/** Integers beyond a number's reach become decimals, bytes become base64. */
export function jsonValue(value: AttributeValue): JsonValue {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return finite(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isList(value)) return value.map(jsonValue);
  return jsonObject(value);
}

/** JSON has no such numbers. */
function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** `Array.isArray` does not know arrays that are read only. */
function isList(value: object): value is readonly AttributeValue[] {
  return Array.isArray(value);
}
