/** Start times that users give. */
import type { TimeInput } from '@opentelemetry/api';
import { hostMs, wallClockMs } from '../internal/clock';

/**
 * A copy of `given` if it is a time: milliseconds (since the epoch,
 * or of `performance.now()`), a `Date`, or `[seconds, nanoseconds]`; otherwise `undefined`.
 * Never throws.
 */
export function usableTime(given: unknown): TimeInput | undefined {
  if (isTime(given)) return given;
  try {
    return timeIn(given);
  } catch {
    // A Proxy, or a getter that throws.
    return undefined;
  }
}

function timeIn(given: unknown): TimeInput | undefined {
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

/** Milliseconds since the epoch have been more since 1973; no clock has run as long. */
const MAX_READING_MS = 1e11;

/** How many milliseconds have passed since `time`. */
export function msSince(time: TimeInput): number {
  if (Array.isArray(time)) {
    const [seconds, nanoseconds] = time;
    return wallClockMs() - seconds * 1e3 - nanoseconds / 1e6;
  }
  const ms = Number(time);
  return (ms < MAX_READING_MS ? hostMs() : wallClockMs()) - ms;
}
