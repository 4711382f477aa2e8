/** What can be done with an iterator. */
import { inspect } from 'node:util';
import type { Consume } from '../bare-and-annotated';
import { ERROR } from './iterators';

type Sync = Generator;

/** What the engine made; with helpers (`map`, `take`) where it has them. */
const helpers: Record<string, Consume<Sync>> = 'Iterator' in globalThis
  ? {
      'the helpers of iterators': (iterator, note) => {
        const helped = iterator as unknown as {
          map(fn: (each: unknown) => unknown): {
            take(n: number): Iterable<unknown>;
          };
        };
        note([...helped.map((each) => [each]).take(2)]);
      },
    }
  : {};

const consumers: Record<string, Consume<Sync>> = {
  'for-of': (iterator, note) => {
    for (const each of iterator) note(each);
  },
  'for-of with break': (iterator, note) => {
    for (const each of iterator) {
      note(each);
      break;
    }
    note(iterator.next());
  },
  'for-of that throws': (iterator) => {
    for (const each of iterator) throw new Error(String(each));
  },
  'a spread': (iterator) => [...iterator],
  'a destructuring': (iterator) => {
    const [first, second] = iterator;
    return [first, second];
  },
  'Array.from': (iterator) => Array.from(iterator),
  'yield*': (iterator, note) => {
    const outer = (function* (): Sync {
      note('came to', yield* iterator);
    })();
    note(outer.next('a'), outer.next('b'), outer.return('c'), outer.next());
  },
  'next with values, beyond the end': (iterator, note) => {
    for (let n = 0; n < 6; n++) note(iterator.next(n));
  },
  'next without values': (iterator, note) => {
    note(iterator.next(), (iterator as Iterator<unknown>).next());
  },
  'next off its object': (iterator, note) => {
    const { next } = iterator;
    note(next.call(iterator), next.call(iterator, 1));
    note(Reflect.apply(next, undefined, []));
  },
  'next of its prototype': (iterator, note) => {
    const { next } = Reflect.getPrototypeOf(iterator) as Sync;
    note(next.call(iterator), iterator.next());
  },
  'next for another object': (iterator) =>
    (Object.create(iterator) as Sync).next(),
  'return before next': (iterator, note) => {
    note(iterator.return('r'), iterator.next());
  },
  'return in the middle': (iterator, note) => {
    note(iterator.next(), iterator.return('r'), iterator.next());
  },
  'throw before next': (iterator, note) => {
    note(iterator.throw(ERROR), iterator.next());
  },
  'throw in the middle': (iterator, note) => {
    note(iterator.next(), iterator.throw(ERROR), iterator.next());
  },
  'next after a failure': (iterator, note) => {
    try {
      for (const each of iterator) note(each);
    } catch (error) {
      note(error);
    }
    note(iterator.next());
  },
  'a look at it': (iterator, note) => {
    note(Object.prototype.toString.call(iterator), inspect(iterator));
    note(Object.keys(iterator), JSON.stringify(iterator));
    note('return' in iterator, 'throw' in iterator, 'then' in iterator);
    for (const name of ['next', 'return', 'throw'] as const) {
      note(describeMethod(iterator[name]));
    }
  },
  ...helpers,
};

export const CONSUMERS: readonly (readonly [string, Consume<Sync>])[] =
  Object.entries(consumers);

/** Of a method that may be missing. */
export function describeMethod(method: unknown): unknown {
  return typeof method === 'function'
    ? [method.name, method.length]
    : typeof method;
}
