/** The correlation id as text that every header can carry. Pure. */
import { cutCorrelationId, MAX_CORRELATION_ID } from './correlation';

export const CORRELATION_HEADER = 'everspan-correlation-id';

/** A character can become nine: three bytes of `%xx`. */
const MAX_ENCODED = MAX_CORRELATION_ID * 9;

/** Visible ASCII stays as it is, so that a person can read the header. */
export function encodeCorrelationId(id: string): string {
  return id
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^\x21-\x24\x26-\x7e]/gu, (each) => encodeURIComponent(each));
}

/** `undefined` for what no `encodeCorrelationId` has written. */
export function decodeCorrelationId(text: string): string | undefined {
  if (text === '' || text.length > MAX_ENCODED) return undefined;
  if (!text.includes('%')) return cutCorrelationId(text);
  try {
    return cutCorrelationId(decodeURIComponent(text));
  } catch {
    // A lone `%`: written by somebody else, and still an id.
    return cutCorrelationId(text);
  }
}
