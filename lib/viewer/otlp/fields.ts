/**
 * Reads single fields of a message in the shape of OTLP/JSON.
 *
 * The value comes from `JSON.parse` or from the protobuf reader, so nothing
 * about it is known. What is absent (or `null`, which protobuf's JSON mapping
 * treats the same) takes its default; what has another type is an error,
 * because a receiver that guesses shows a trace that was never sent.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/docs/specification.md#json-protobuf-encoding
 */
import {
  everspanError,
  received,
  type EverspanError,
} from '../../internal/errors';

export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = {};
const UNSIGNED = /^\d{1,20}$/;

/** The error for a body that is no OTLP request. */
export function undecodable(detail: string): EverspanError {
  return everspanError('ERR_EVERSPAN_OTLP_BODY', detail);
}

/** A nested message; without one, the empty message. */
export function messageIn(fields: Fields, key: string): Fields {
  return asFields(fields[key] ?? NO_FIELDS, key);
}

/** A repeated message. */
export function messagesIn(fields: Fields, key: string): readonly Fields[] {
  const list = fields[key] ?? [];
  if (!Array.isArray(list)) throw unexpected(key, 'an array', list);
  return list.map((each) => asFields(each, key));
}

/** `value` as a message, whatever its fields. */
export function asFields(value: unknown, key: string): Fields {
  if (isFields(value)) return value;
  throw unexpected(key, 'an object', value);
}

/** A string; `''` when absent. */
export function textIn(fields: Fields, key: string): string {
  const value = fields[key] ?? '';
  if (typeof value !== 'string') throw unexpected(key, 'a string', value);
  return value;
}

/** A 32-bit integer; enums too, whose names OTLP/JSON does not allow. */
export function integerIn(fields: Fields, key: string): number {
  const value = fields[key] ?? 0;
  const number = typeof value === 'string' && value !== '' ? +value : value;
  if (!Number.isInteger(number)) throw unexpected(key, 'an integer', value);
  return Number(number);
}

/** An unsigned 64-bit integer, as a decimal string. */
export function nanosecondsIn(fields: Fields, key: string): string {
  const value = fields[key] ?? 0;
  const nanoseconds = decimalOf(value);
  if (nanoseconds !== undefined && UNSIGNED.test(nanoseconds)) {
    return nanoseconds;
  }
  throw unexpected(key, 'nanoseconds since the epoch', value);
}

/** A 64-bit integer as text: OTLP/JSON has it as a string or a number. */
export function decimalOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  // `String` would write a large number with an exponent.
  return Number.isInteger(value) ? BigInt(Number(value)).toString() : undefined;
}

/** An id in lowercase hex, of whatever length; `''` when absent. */
export function idIn(fields: Fields, key: string): string {
  const value = fields[key];
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return textIn(fields, key).toLowerCase();
}

/** The error for a field of another type. */
export function unexpected(
  key: string,
  expected: string,
  value: unknown,
): EverspanError {
  return undecodable(`\`${key}\` must be ${expected}, not ${received(value)}.`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
