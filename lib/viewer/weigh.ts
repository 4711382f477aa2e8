/** About how much memory plain data takes. Pure. */

/** Bytes of an object's or array's own header and slots, roughly. */
const PER_OBJECT = 64;
const PER_VALUE = 16;
/** V8 keeps a string in one byte per character, or in two. */
const PER_CHARACTER = 2;

/** Bytes, approximately: strings dominate, and they are counted in full. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') {
    return PER_VALUE + value.length * PER_CHARACTER;
  }
  if (value instanceof Uint8Array) return PER_OBJECT + value.byteLength;
  if (typeof value !== 'object' || value === null) return PER_VALUE;
  return weighObject(value);
}

function weighObject(value: object): number {
  let bytes = PER_OBJECT;
  for (const [key, held] of Object.entries(value)) {
    bytes += key.length + weigh(held);
  }
  return bytes;
}
