/** Clocks that can be moved, both by the same time. */
interface Clock {
  wallClockMs: () => number;
  monotonicMs: () => number;
  after: (ms: number, fn: () => void) => () => void;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the very object that lib reads from
const clock = require('../../lib/internal/clock') as Clock;

export interface ShiftedClock {
  forward(ms: number): void;
  /** From now on the monotonic clock goes by `forward` alone. */
  stop(): void;
  /** Somebody sets the clock, to earlier if it is negative. */
  set(ms: number): void;
  restore(): void;
}

/** Takes the clocks over until they are restored. */
export function shiftClock(): ShiftedClock {
  const { wallClockMs, monotonicMs } = clock;
  let shiftMs = 0;
  let setMs = 0;
  clock.wallClockMs = () => wallClockMs() + shiftMs + setMs;
  let stoppedMs: number | undefined;
  clock.monotonicMs = () => (stoppedMs ?? monotonicMs()) + shiftMs;
  return {
    forward: (ms) => {
      shiftMs += ms;
    },
    stop: () => {
      stoppedMs = monotonicMs();
    },
    set: (ms) => {
      setMs += ms;
    },
    restore: () => {
      Object.assign(clock, { wallClockMs, monotonicMs });
    },
  };
}

/** The same for every test of the present `describe`. */
export function useShiftedClock(): Omit<ShiftedClock, 'restore'> {
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
    stop: () => {
      shifted?.stop();
    },
    set: (ms) => {
      shifted?.set(ms);
    },
  };
}

/** Timers of the present `describe` fire by `pass` alone. */
export function useHeldTimers(): { pass(ms: number): void } {
  const { after } = clock;
  const waiting = new Map<() => void, number>();
  let nowMs = 0;
  beforeEach(() => {
    waiting.clear();
    clock.after = (ms, fn) => {
      const fire = (): void => {
        fn();
      };
      waiting.set(fire, nowMs + ms);
      return () => waiting.delete(fire);
    };
  });
  afterEach(() => {
    clock.after = after;
  });
  return {
    pass: (ms) => {
      nowMs += ms;
      for (const [fire, dueMs] of [...waiting]) {
        if (dueMs <= nowMs && waiting.delete(fire)) fire();
      }
    },
  };
}
