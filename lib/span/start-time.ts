/** Start times that users give. */
import type { TimeInput } from '@opentelemetry/api';

/**
 * A copy of `given` if it is a time: milliseconds (since the epoch,
 * or of `performance.now()`), a `Date`, or `[seconds, nanoseconds]`; otherwise `undefined`.
 */
export function usableTime(given: unknown): TimeInput | undefined {
  if (isTime(given)) return given;
  if (given instanceof Date) return hrTime(given.getTime());
  if (!Array.isArray(given) || given.length !== 2) return undefined;
  const [seconds, nanoseconds] = given as readonly unknown[];
  return isTime(seconds) && isTime(nanoseconds)
    ? [seconds, nanoseconds]
    : undefined;
}

/** A small number would be taken for a reading of `performance.now()`. */
function hrTime(ms: number): TimeInput | undefined {
  return isTime(ms) ? [Math.floor(ms / 1e3), (ms % 1e3) * 1e6] : undefined;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
