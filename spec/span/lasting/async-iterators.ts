/** Async iterators of every make, and what can be done with them. */
import type { Consume, Make, Note } from '../bare-and-annotated';
import { describeMethod } from './iterator-consumers';
import { counting, ERROR } from './iterators';

type Async = AsyncGenerator;

const later = (): Promise<void> =>
  new Promise((resolve) => setImmediate(resolve));

async function* countingLater(note: Note): Async {
  try {
    for (let n = 1; n <= 3; n++) {
      await later();
      note('sent', yield n);
    }
    return 'done';
  } finally {
    note('cleaned');
  }
}

async function* stubbornLater(note: Note): Async {
  for (let n = 0; n < 3; n++) {
    try {
      note('sent', yield n);
    } catch (error) {
      await later();
      note('caught', error);
    } finally {
      note('late', yield `late ${String(n)}`);
    }
  }
}

async function* failingLater(): Async {
  yield 1;
  await later();
  throw ERROR;
}

async function* delegatingLater(note: Note): Async {
  note('inner', yield* countingLater(note));
  yield* [1, Promise.resolve(2)];
}

const itself = {
  [Symbol.asyncIterator](this: unknown) {
    return this;
  },
};

const asyncResults = {
  'an async generator': (note) => countingLater(note),
  'an async generator that goes on after return and throw': (note) =>
    stubbornLater(note),
  'an async generator that fails': () => failingLater(),
  'an async generator that delegates': (note) => delegatingLater(note),
  'a frozen async generator': (note) => Object.freeze(countingLater(note)),
  'an async iterator written by hand': (note) => {
    let n = 0;
    return {
      ...itself,
      next: async (...args: unknown[]) => {
        note('next', args);
        await later();
        return n++ < 2 ? { value: n } : { done: true };
      },
      return: async () => {
        await later();
        note('return');
        return { done: true };
      },
    };
  },
  'an async iterator that answers at once': () => {
    let n = 0;
    return { ...itself, next: () => ({ done: n > 1, value: n++ }) };
  },
  'an async iterator that answers with thenables': () => ({
    ...itself,
    next: () => ({
      then: (yes: (r: unknown) => void) => {
        yes({ done: true });
      },
    }),
  }),
  'an async iterator that rejects': () => ({
    ...itself,
    next: () => Promise.reject(ERROR),
  }),
  'an async iterator that throws': () => ({
    ...itself,
    next: () => {
      throw ERROR;
    },
  }),
  'an async iterable': (note) => ({
    [Symbol.asyncIterator]: () => countingLater(note),
  }),
  'an async iterable that cannot be iterated': () => ({
    [Symbol.asyncIterator]: () => {
      throw ERROR;
    },
  }),
  'an async iterable that makes nothing': () => ({
    [Symbol.asyncIterator]: () => undefined,
  }),
  'a promise of an async generator': async (note) => {
    await later();
    return countingLater(note);
  },
  'a promise of a generator': (note) => Promise.resolve(counting(note)),
} satisfies Record<string, Make>;

export const ASYNC_ITERATORS: readonly (readonly [string, Make])[] =
  Object.entries(asyncResults);

type Given = Async | Promise<Async>;

const asyncConsumers: Record<string, Consume<Given>> = {
  'for-await': async (given, note) => {
    for await (const each of await given) note(each);
  },
  'for-await with break': async (given, note) => {
    const iterable = await given;
    for await (const each of iterable) {
      note(each);
      break;
    }
    note(await iterable[Symbol.asyncIterator]().next());
  },
  'for-await that throws': async (given) => {
    for await (const each of await given) throw new Error(String(each));
  },
  'parallel next': async (given, note) => {
    const iterator = await given;
    const steps = Array.from({ length: 6 }, (_, n) =>
      iterator.next(n).then(
        (result) => {
          note(n, result);
        },
        (error: unknown) => {
          note(n, error);
        },
      ),
    );
    await Promise.all(steps);
  },
  'parallel next, return and throw': async (given, note) => {
    const iterator = await given;
    note(
      await Promise.allSettled([
        iterator.next(1),
        iterator.return('r'),
        iterator.throw(ERROR),
        iterator.next(2),
      ]),
    );
  },
  'return before next': async (given, note) => {
    const iterator = await given;
    note(await iterator.return('r'), await iterator.next());
  },
  'throw before next': async (given) => (await given).throw(ERROR),
  'return of a promise': async (given) => {
    const { value, done } = await (await given).return(Promise.resolve('r'));
    return [await value, done];
  },
  'yield*': async (given, note) => {
    const iterable = await given;
    const outer = (async function* (): Async {
      note('came to', yield* iterable);
    })();
    note(await outer.next('a'), await outer.next('b'));
    note(await outer.return('c'), await outer.next());
  },
  'a look at it': async (given, note) => {
    const iterator = await given;
    note(Object.prototype.toString.call(iterator), Object.keys(iterator));
    for (const name of ['next', 'return', 'throw'] as const) {
      note(describeMethod(iterator[name]));
    }
    note(describeMethod(iterator[Symbol.asyncIterator]));
  },
};

export const ASYNC_CONSUMERS: readonly (readonly [string, Consume<Given>])[] =
  Object.entries(asyncConsumers);
