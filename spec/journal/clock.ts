/** Clocks that can be moved, both by the same time. */
interface Clock {
  wallClockMs: () => number;
  monotonicMs: () => number;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the very object that lib reads from
const clock = require('../../lib/internal/clock') as Clock;

export interface ShiftedClock {
  forward(ms: number): void;
  restore(): void;
}

/** Takes the clocks over until they are restored. */
export function shiftClock(): ShiftedClock {
  const { wallClockMs, monotonicMs } = clock;
  let shiftMs = 0;
  clock.wallClockMs = () => wallClockMs() + shiftMs;
  clock.monotonicMs = () => monotonicMs() + shiftMs;
  return {
    forward: (ms) => {
      shiftMs += ms;
    },
    restore: () => {
      Object.assign(clock, { wallClockMs, monotonicMs });
    },
  };
}

/** The same for every test of the present `describe`. */
export function useShiftedClock(): Pick<ShiftedClock, 'forward'> {
  let shifted: ShiftedClock | undefined;
  beforeEach(() => {
    shifted = shiftClock();
  });
  afterEach(() => {
    shifted?.restore();
  });
  return {
    forward: (ms) => {
      shifted?.forward(ms);
    },
  };
}
