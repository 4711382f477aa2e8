/** Is there enough stack left to end a span properly? */

/**
 * Stack slots, 32 kB of the usual 984 kB: ending a span goes through every
 * span processor of the host, and an end that overflows half way is lost.
 */
const NEEDED_SLOTS = 4_096;
const SLOTS: readonly undefined[] = new Array<undefined>(NEEDED_SLOTS).fill(
  undefined,
);

/** Tries it out: arguments live on the stack. About 1.5 us. */
export function hasStackHeadroom(): boolean {
  try {
    Reflect.apply(nothing, undefined, SLOTS);
    return true;
  } catch {
    // A RangeError is the answer asked for.
    return false;
  }
}

function nothing(): void {
  // Only its arguments matter.
}
