/**
 * What a message client hands out as the value of a header, as text. Pure.
 *
 * Kafka's clients give buffers and lists of them, AWS gives attributes with a
 * type, Lambda gives bytes as numbers, and JSON makes objects of buffers.
 */

/** Bytes of one value; no propagator's header comes near, garbage does. */
const MAX_BYTES = 16_384;
const DECODER = new TextDecoder();

/** The texts in `value`; none where it is something else. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value) && !isBytes(value)) return value.flatMap(textOf);
  return textOf(value);
}

function textOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length > MAX_BYTES ? [] : [value];
  if (value instanceof Uint8Array) return decode(value);
  if (isBytes(value)) return decode(Uint8Array.from(value));
  if (typeof value !== 'object' || value === null) return [];
  return textOf(wrapped(value));
}

function decode(bytes: Uint8Array): readonly string[] {
  if (bytes.length > MAX_BYTES) return [];
  return [Buffer.isBuffer(bytes) ? bytes.toString() : DECODER.decode(bytes)];
}

function isBytes(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  if (value.length > MAX_BYTES) return false;
  return value.every((each) => Number.isInteger(each));
}

/** Of SQS and SNS, of Lambda's SQS, of SNS in a body, and of a JSON buffer. */
const WRAPPINGS = ['StringValue', 'stringValue', 'Value', 'data'] as const;

function wrapped(value: object): unknown {
  const name = WRAPPINGS.find((each) => Object.hasOwn(value, each));
  const inner: unknown = name && Reflect.get(value, name);
  // One level is what clients wrap; a circle would have no end.
  return typeof inner === 'string' || isBytes(inner) ? inner : undefined;
}
