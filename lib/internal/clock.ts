/**
 * The one place that touches timers and clocks.
 *
 * The functions are taken at load time, so that a host's fake timers do not
 * stop delivery, and every timer is unref'd: telemetry never keeps a program
 * alive.
 */

const realSetTimeout = setTimeout;
const realClearTimeout = clearTimeout;
const realTime = process.hrtime;
const realDateNow = Date.now;

/** What a timer can hold; for more, Node warns and fires at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * Milliseconds that never jump; for durations only. Not by `performance`, which
 * Node loads when it is first read.
 */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = realTime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/**
 * As `performance.now()` tells it to the host: for readings taken there, and for
 * times of spans, which the SDK would take from `monotonicMs` for the year 1970.
 */
export function hostMs(): number {
  return performance.now();
}

/** Milliseconds since the epoch. */
export function wallClockMs(): number {
  return realDateNow();
}

/** Runs `fn` after `ms`, unless the program ends first; returns its undo. */
export function after(ms: number, fn: () => void): () => void {
  const timer = realSetTimeout(fn, timerMs(ms));
  timer.unref();
  return () => {
    realClearTimeout(timer);
  };
}

/**
 * Runs `fn` when the present turn of the event loop is over.
 *
 * By a timer, because an unref'd immediate does not wake a loop that waits
 * for events: it would run with whatever the host does next.
 */
export function soon(fn: () => void): void {
  realSetTimeout(fn, 0).unref();
}

/**
 * Waits `ms` and keeps the program alive meanwhile; only for somebody who
 * awaits it. Returns the promise and what ends the wait at once.
 */
export function hold(ms: number): {
  readonly over: Promise<void>;
  readonly release: () => void;
} {
  let release = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    const timer = realSetTimeout(resolve, timerMs(ms));
    release = (): void => {
      realClearTimeout(timer);
      resolve();
    };
  });
  return { over, release };
}

/** Anything that is no duration, `NaN` for one, is over at once. */
function timerMs(ms: number): number {
  return ms > 0 ? Math.min(ms, MAX_TIMER_MS) : 0;
}
