/** The correlation id: the business id that a run is found by. */

/** Characters of a correlation id; what is longer is no id but a document. */
export const MAX_CORRELATION_ID = 256;

/** Whether `value` can be used as it is. */
export function isCorrelationId(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return value !== '' && value.length <= MAX_CORRELATION_ID;
}

/** The id at its longest, never ending in half a character. */
export function cutCorrelationId(id: string): string {
  if (id.length <= MAX_CORRELATION_ID) return id;
  const end = endsInHalfAPair(id) ? MAX_CORRELATION_ID - 1 : MAX_CORRELATION_ID;
  return id.slice(0, end);
}

function endsInHalfAPair(id: string): boolean {
  const last = id.charCodeAt(MAX_CORRELATION_ID - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
