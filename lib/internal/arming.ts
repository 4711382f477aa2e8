/**
 * What is to be done when tracing is first needed and nobody has set it up.
 *
 * Kept on the global object: a preload may be another copy of this library
 * than the one that the program annotates with.
 */
import { reportInternal } from './diag';

const ARMED: unique symbol = Symbol.for('everspan.armed');

const shared = globalThis as { [ARMED]?: (() => void) | undefined };

/** Lets `fn` be done once, when tracing is needed; the last one counts. */
export function arm(fn: () => void): void {
  shared[ARMED] = fn;
}

/** Somebody has set tracing up, in whatever way. */
export function disarm(): void {
  shared[ARMED] = undefined;
}

/** Whether something is still to be done. */
export function isArmed(): boolean {
  return shared[ARMED] !== undefined;
}

/** Does what is to be done. Never throws; returns whether there was anything. */
export function fire(): boolean {
  const fn = shared[ARMED];
  if (!fn) return false;
  disarm();
  try {
    fn();
  } catch (error) {
    reportInternal('setting up by default', error);
  }
  return true;
}
