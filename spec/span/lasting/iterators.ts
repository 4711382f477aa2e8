/** Iterators of every make. */
import type { Make, Note } from '../bare-and-annotated';

type Sync = Generator;

export const ERROR = new Error('mid-stream');

/** Three numbers, and a result. */
export function* counting(note: Note): Sync {
  try {
    for (let n = 1; n <= 3; n++) note('sent', yield n);
    return 'done';
  } finally {
    note('cleaned');
  }
}

function* stubborn(note: Note): Sync {
  for (let n = 0; n < 4; n++) {
    try {
      note('sent', yield n);
    } catch (error) {
      note('caught', error);
    } finally {
      note('late', yield `late ${String(n)}`);
    }
  }
}

function* failing(): Sync {
  yield 1;
  throw ERROR;
}

function* reentrant(note: Note, self: () => Sync): Sync {
  try {
    self().next();
  } catch (error) {
    note('refused', (error as Error).message);
  }
  yield 1;
}

function* delegating(note: Note): Sync {
  note('inner', yield* counting(note));
  yield 'after';
}

class Countdown implements Iterator<number> {
  #left: number;
  constructor(from: number) {
    this.#left = from;
  }
  next(): IteratorResult<number> {
    this.#left--;
    return this.#left < 0
      ? { done: true, value: undefined }
      : { done: false, value: this.#left };
  }
  [Symbol.iterator](): this {
    return this;
  }
}

/** Its result has no `done` before the end, and no `return` can be called. */
function handWritten(note: Note): unknown {
  let n = 0;
  return {
    next(...args: unknown[]) {
      note('next', args);
      return n++ < 2 ? { value: n } : { done: 1 };
    },
    [Symbol.iterator]() {
      return this;
    },
  };
}

function withAReturnOfItsOwn(note: Note): unknown {
  let n = 0;
  return {
    next: () => ({ done: n > 2, value: n++ }),
    return: (value: unknown) => {
      note('return', value);
      return {};
    },
    throw: (error: unknown) => {
      note('throw', error);
      throw error;
    },
    [Symbol.iterator]() {
      return this;
    },
  };
}

function makingAnother(): unknown {
  return { next: () => 'never', [Symbol.iterator]: () => [1, 2].values() };
}

const results = {
  'a generator': (note) => counting(note),
  'a generator that goes on after return and throw': (note) => stubborn(note),
  'a generator that fails': () => failing(),
  'a generator that delegates': (note) => delegating(note),
  'a generator that calls itself': (note) => {
    const generator: Sync = reentrant(note, () => generator);
    return generator;
  },
  'a generator that has ended': (note) => {
    const generator = counting(note);
    generator.return(0);
    return generator;
  },
  'a frozen generator': (note) => Object.freeze(counting(note)),
  'a Proxy': () => new Proxy([1, 2].values(), {}),
  'an iterator of an array': () => [1, 2, 3].values(),
  'an iterator of a Map': () => new Map([['a', 1]]).entries(),
  'an iterator of a Set': () => new Set('ab').values(),
  'an iterator of a string': () => 'ab'[Symbol.iterator](),
  'an iterator of matches': () => 'a1b2'.matchAll(/\d/g),
  'an iterator of a class': () => new Countdown(3),
  'an iterator written by hand': (note) => handWritten(note),
  'an iterator with a return of its own': (note) => withAReturnOfItsOwn(note),
  'an iterator that makes another': makingAnother,
  'an iterator whose next is a getter': () => ({
    get next() {
      return () => ({ done: true, value: 1 });
    },
    [Symbol.iterator]() {
      return this;
    },
  }),
  'an iterator whose next throws': () => ({
    next: () => {
      throw ERROR;
    },
    [Symbol.iterator]() {
      return this;
    },
  }),
  'an iterator whose next is no iteration': () => ({
    next: () => 4,
    [Symbol.iterator]() {
      return this;
    },
  }),
} satisfies Record<string, Make>;

export const ITERATORS: readonly (readonly [string, Make])[] =
  Object.entries(results);
