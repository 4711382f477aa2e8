/**
 * Walks protobuf bytes by field, without a schema. Pure.
 *
 * An export request is our unit on the wire and on disk. What has to be done
 * to one (split it, see whose spans it holds, end the open ones) needs the
 * framing of a few messages only, never their whole content.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */

export interface Field {
  readonly number: number;
  /** The field with its tag, as it stands in the message. */
  readonly whole: Uint8Array;
  /** The content of a length-delimited field, the value of a fixed one. */
  readonly content: Uint8Array;
}

/** Wire types. */
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

const CONTINUES = 0x80;
const PAYLOAD = 0x7f;

/** Every field of a message, in order. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let offset = 0;
  while (offset < message.length) {
    const tag = readVarint(message, offset);
    const content = contentAt(message, tag.end, tag.value & 7);
    yield {
      number: tag.value >>> 3,
      whole: message.subarray(offset, content.end),
      content: message.subarray(content.begin, content.end),
    };
    offset = content.end;
  }
}

/** Where a field's content begins and ends in `message`. */
type Visit = (number: number, begin: number, end: number) => void;

/** The same for a part of a message, without making anything of it. */
export function visitFields(
  message: Uint8Array,
  part: Extent,
  visit: Visit,
): void {
  let { begin } = part;
  while (begin < part.end) {
    const tag = readVarint(message, begin);
    const content = contentAt(message, tag.end, tag.value & 7);
    visit(tag.value >>> 3, content.begin, content.end);
    begin = content.end;
  }
}

/** A length-delimited field: a string, bytes or a message. */
export function delimitedField(
  number: number,
  ...content: readonly Uint8Array[]
): Uint8Array[] {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return [head(number, LENGTH_DELIMITED, length), ...content];
}

/** A `fixed64` field. */
export function fixed64Field(number: number, value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return Buffer.concat([head(number, FIXED64), bytes]);
}

/** An enum or an integer below 2^31. */
export function varintField(number: number, value: number): Uint8Array {
  return head(number, 0, value);
}

function head(number: number, wireType: number, value?: number): Uint8Array {
  const tag = varint((number << 3) | wireType);
  return Uint8Array.from(
    value === undefined ? tag : [...tag, ...varint(value)],
  );
}

export interface Extent {
  readonly begin: number;
  readonly end: number;
}

function contentAt(
  message: Uint8Array,
  offset: number,
  wireType: number,
): Extent {
  switch (wireType) {
    case LENGTH_DELIMITED: {
      const length = readVarint(message, offset);
      return { begin: length.end, end: length.end + length.value };
    }
    case FIXED64:
      return { begin: offset, end: offset + 8 };
    case FIXED32:
      return { begin: offset, end: offset + 4 };
    default:
      return { begin: offset, end: readVarint(message, offset).end };
  }
}

/** Lengths and tags only: a message of ours is far below 2^31 bytes. */
function readVarint(
  message: Uint8Array,
  offset: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  let end = offset;
  let byte: number;
  do {
    byte = message[end] ?? 0;
    value |= (byte & PAYLOAD) << (7 * (end - offset));
    end += 1;
  } while ((byte & CONTINUES) !== 0);
  return { value: value >>> 0, end };
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > PAYLOAD) {
    bytes.push((rest & PAYLOAD) | CONTINUES);
    rest >>>= 7;
  }
  return [...bytes, rest];
}
