/** When a span started, as a number that can be compared. */
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

const MS_PER_SECOND = 1_000;
const NS_PER_MS = 1e6;

/** Milliseconds since the epoch. */
export function startMs({ startTime }: ReadableSpan): number {
  const [seconds, nanoseconds] = startTime;
  return seconds * MS_PER_SECOND + nanoseconds / NS_PER_MS;
}
