/**
 * Iterators of every kind, and the async iterables that make them. They are
 * handed back as themselves; the methods of the protocol are covered.
 */
import { isObject } from '../../internal/kind-of-value';
import { hearAnswer, type Hearing } from './answer';
import { continueAs, type Whole } from './part';
import { coverMethod, dataOf, methodOf } from '../cover';
import type { Lasting } from './lasting';
import type { HostFunction } from '../work';

type Step = 'next' | 'return' | 'throw';

/** Observes what has a `next`; it may make iterators, too. */
export function observeIterator(iterator: object, lasting: Lasting): boolean {
  const iteration = new Iteration({ value: iterator, lasting });
  if (!iteration.cover('next')) return false;
  iteration.cover('return');
  iteration.cover('throw');
  observeMaking(iterator, lasting, Symbol.iterator);
  observeMaking(iterator, lasting, Symbol.asyncIterator);
  return true;
}

/** Observes what has no `next`, but makes what has. */
export function observeAsyncIterable(
  iterable: object,
  lasting: Lasting,
): boolean {
  // The streams of generated API clients make it by `iterator`, and for what
  // is more than an iteration (`tee`) by that alone.
  observeMaking(iterable, lasting, 'iterator');
  return observeMaking(iterable, lasting, Symbol.asyncIterator);
}

/** Those of the engine answer with the iterator itself. */
const ANSWERING_ITSELF: ReadonlySet<unknown> = new Set([
  methodOf([].values(), Symbol.iterator)?.method,
  methodOf(nothing(), Symbol.asyncIterator)?.method,
]);

async function* nothing(): AsyncGenerator {
  // Only its prototype matters.
}

function observeMaking(
  iterable: object,
  lasting: Lasting,
  name: PropertyKey,
): boolean {
  const found = methodOf(iterable, name);
  if (found === undefined || ANSWERING_ITSELF.has(found.method)) return false;
  return coverMethod(iterable, name, (original, self, args) => {
    if (lasting.isOver) return Reflect.apply(original, self, args);
    return making(
      () => lasting.perform(original, self, args),
      iterable,
      lasting,
    );
  });
}

function making(
  make: () => unknown,
  iterable: object,
  lasting: Lasting,
): unknown {
  const made = attempt(make, lasting);
  if (made === iterable) return made;
  if (isObject(made)) {
    const observe = observeIterator;
    continueAs({ value: iterable, lasting }, made, { observe });
  } else lasting.exhaust();
  return made;
}

/** What `work` answers; what it throws is the end. */
function attempt(work: () => unknown, lasting: Lasting): unknown {
  try {
    return work();
  } catch (error) {
    lasting.fail(error);
    throw error;
  }
}

class Iteration {
  readonly #whole: Whole;
  /** A step taken inside another one is the body's own business. */
  #isInside = false;

  constructor(whole: Whole) {
    this.#whole = whole;
  }

  cover(step: Step): boolean {
    return coverMethod(this.#whole.value, step, (original, self, args) => {
      const { lasting } = this.#whole;
      if (lasting.isOver || this.#isInside) {
        return Reflect.apply(original, self, args);
      }
      const result = this.#perform(original, self, args);
      const answer = { fn: original, result };
      return hearAnswer(this.#whole, answer, this.#hearing(step));
    });
  }

  #perform(
    original: HostFunction,
    self: unknown,
    args: readonly unknown[],
  ): unknown {
    const { lasting } = this.#whole;
    this.#isInside = true;
    try {
      return lasting.perform(original, self, args);
    } catch (error) {
      lasting.fail(error);
      throw error;
    } finally {
      this.#isInside = false;
    }
  }

  #hearing(step: Step): Hearing {
    const { lasting } = this.#whole;
    return {
      succeed: (result) => {
        hear(step, result, lasting);
      },
      fail: (error) => {
        lasting.fail(error);
      },
    };
  }
}

/** Where no object is answered nobody iterates: the `next` of a cursor. */
function hear(step: Step, result: unknown, lasting: Lasting): void {
  if (!isObject(result)) lasting.exhaust();
  else if (!isDone(step, result)) lasting.item(dataOf(result, 'value'));
  else if (step === 'return') lasting.leave();
  else lasting.exhaust();
}

/** After `return` it goes on only if it says so: a `yield` in a `finally`. */
function isDone(step: Step, result: object): boolean {
  const done = dataOf(result, 'done');
  return step === 'return' ? done !== false : Boolean(done);
}
