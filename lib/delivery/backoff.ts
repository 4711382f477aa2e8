/**
 * How long to wait after a trouble. Pure.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp-throttling
 */
import type { Trouble } from './dispatch';

const FIRST_RETRY_MS = 1_000;
/** Keys and addresses are mended by people: asking often helps nobody. */
const FIRST_DESTINATION_MS = 5_000;
const MAX_MS = 60_000;
/** A backend may ask for more patience than ours, but not for ever. */
const MAX_ASKED_MS = 600_000;
const JITTER = 0.2;

/**
 * Milliseconds until the next request during life: exponential, with jitter
 * so that many processes do not return at the same moment.
 *
 * @param troubles how many there were in a row, 1 for the first
 * @param random in [0, 1)
 */
export function backoffMs(
  trouble: Trouble,
  troubles: number,
  random: number,
): number {
  const asked = trouble.kind === 'retry' ? trouble.afterMs : undefined;
  if (asked !== undefined) return between(FIRST_RETRY_MS, asked, MAX_ASKED_MS);
  const first =
    trouble.kind === 'retry' ? FIRST_RETRY_MS : FIRST_DESTINATION_MS;
  const grown = Math.min(first * 2 ** (troubles - 1), MAX_MS);
  return grown * (1 - JITTER + 2 * JITTER * random);
}

function between(min: number, value: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}

/** Whether somebody waits for the end of it: a `flush`, or a dying process. */
export type Waiter = 'flush' | 'end';

const FIRST_SHORT_MS = 50;
const MAX_SHORT_MS = 1_000;

/**
 * Milliseconds until the next request while somebody waits, or `undefined`
 * where waiting cannot help within `remainingMs`.
 */
export function shortWaitMs(
  trouble: Trouble,
  troubles: number,
  { waiter, remainingMs }: { waiter: Waiter; remainingMs: number },
): number | undefined {
  if (trouble.kind === 'destination') return undefined;
  if (waiter === 'end' && !isWorthATry(trouble, troubles)) return undefined;
  const own = Math.min(FIRST_SHORT_MS * 2 ** (troubles - 1), MAX_SHORT_MS);
  // `Retry-After: 0` is no invitation to ask without a pause.
  const wait = Math.max(own, trouble.afterMs ?? 0);
  return wait < remainingMs ? wait : undefined;
}

/** A connection lost on the way is tried again this often at the end. */
const MAX_RESETS = 2;

/**
 * A backend that said "later" is there, and a lost connection may have been
 * bad luck. One that refuses connections or is silent will not be back within
 * the moment that a dying process has.
 */
function isWorthATry({ why }: Trouble, troubles: number): boolean {
  if (/^(proxy: )?HTTP /.test(why)) return true;
  return /^(ECONNRESET|EPIPE)$/.test(why) && troubles <= MAX_RESETS;
}
