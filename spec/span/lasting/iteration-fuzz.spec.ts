import { useRecorder } from '../../support/recorder';
import { type Consume, expectSame, type Make } from '../bare-and-annotated';

/** The same numbers for the same seed, so that a failure can be repeated. */
function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    yield state / 2 ** 32;
  }
}

function dice(seed: number): (sides: number) => number {
  const numbers = randomNumbers(seed);
  return (sides) => Math.floor(numbers.next().value * sides);
}

/** A body that does whatever the dice say with whatever it is sent. */
function* unpredictable(
  seed: number,
  note: (...what: unknown[]) => void,
): Generator<unknown, unknown, unknown> {
  const roll = dice(seed);
  for (let n = 0; n < 6; n++) {
    try {
      if (roll(8) === 0) throw new Error(`own ${String(n)}`);
      if (roll(8) === 0) return n;
      note('sent', yield n);
    } catch (error) {
      note('caught', (error as Error).message);
      if (roll(2) === 0) throw error;
    } finally {
      if (roll(3) === 0) note('late', yield 'late');
      if (roll(12) === 0) note('cleaned');
    }
  }
  return 'all';
}

async function* unpredictableLater(
  seed: number,
  note: (...what: unknown[]) => void,
): AsyncGenerator<unknown, unknown, unknown> {
  if (seed % 2 === 0) await Promise.resolve();
  return yield* unpredictable(seed, note);
}

type Steps = Record<'next' | 'return' | 'throw', (value: unknown) => unknown>;

/** Takes ten random steps, one after the other. */
function stepping(seed: number): Consume<Steps> {
  return async (iterator, note) => {
    const roll = dice(seed);
    for (let n = 0; n < 10; n++) {
      const step = (['next', 'next', 'next', 'return', 'throw'] as const)[
        roll(5)
      ];
      try {
        note(
          step,
          await iterator[step ?? 'next'](new Error(`step ${String(n)}`)),
        );
      } catch (error) {
        note(step, 'failed', (error as Error).message);
      }
    }
  };
}

describe('random steps', () => {
  const recorder = useRecorder();
  const bodies: readonly (readonly [string, (seed: number) => Make])[] = [
    ['a generator', (seed) => (note) => unpredictable(seed, note)],
    ['an async generator', (seed) => (note) => unpredictableLater(seed, note)],
  ];
  for (const [what, make] of bodies) {
    it(`of ${what} show no difference to the bare one`, async () => {
      for (let seed = 1; seed <= 1_000; seed++) {
        await expectSame(make(seed), stepping(seed + 7));
      }
      recorder.reset();
    });
  }
});
