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
  return weighFields(value as Readonly<Record<string, unknown>>);
}

/** Of a span or log, what it does not share with others of its request. */
export function weighOwn(item: object): number {
  return weighFields({ ...item, ...SHARED });
}

const SHARED = { resource: null, scope: null };

/** Nothing is copied to look at it: this is done for every span. */
function weighFields(value: Readonly<Record<string, unknown>>): number {
  let bytes = PER_OBJECT;
  for (const key in value) bytes += key.length + weigh(value[key]);
  return bytes;
}
