/** Uses of `run`, `wrap` and what they make that must not compile. */
import { annotationsOf, event, setAttributes, task } from '../../../lib';

interface Order {
  readonly id: string;
}
interface Shop {
  readonly rate: number;
}

function price(this: Shop, order: Order, count = 1): number {
  return this.rate * count * order.id.length;
}
const priced = task.wrap('price', price);
const identity = task.wrap('identity', function <T>(value: T): T {
  return value;
});

function overloaded(value: string): string;
function overloaded(value: number): number;
function overloaded(value: string | number): string | number {
  return value;
}
const either = task.wrap('either', overloaded);

export const refused = [
  // @ts-expect-error TS2554 -- no function
  task.run('x'),
  // @ts-expect-error TS2554 -- a function without a name before it
  task.run(() => 1),
  // @ts-expect-error TS2345+7006 -- a function that wants more than a span
  task.run('x', (_span, order: Order) => order),
  // @ts-expect-error TS2322 -- run has no arguments to compute from
  task.run({ correlationId: (order: Order) => order.id }, () => 1),
  // @ts-expect-error TS2345 -- a class
  task.run('x', class Job {}),
  // @ts-expect-error TS2345 -- no function
  task.wrap('x', 7),
  // @ts-expect-error TS2345 -- a class
  task.wrap('x', class Job {}),
  // @ts-expect-error TS2322 -- the function takes no order
  task.wrap({ correlationId: (order: Order) => order.id }, (n: number) => n),
  // @ts-expect-error TS2322 -- the function takes one argument
  task.wrap({ startTime: (_n: number, at: number) => at }, (n: number) => n),
  // @ts-expect-error TS2684 -- called without its this
  priced({ id: 'a' }),
  // @ts-expect-error TS2353 -- called with another this
  priced.call({ rating: 1 }, { id: 'a' }),
  // @ts-expect-error TS2554 -- called without what it takes
  priced.call({ rate: 1 }),
  // @ts-expect-error TS2554 -- called with too much
  priced.call({ rate: 1 }, { id: 'a' }, 2, 3),
  // @ts-expect-error TS2554+7009 -- what is wrapped is no constructor
  new priced(),
  // @ts-expect-error TS2769 -- no overload takes it
  either(true),
  // @ts-expect-error TS2345 -- no class
  annotationsOf('Orders'),
  // @ts-expect-error TS2345 -- an object of a class
  annotationsOf(new Map()),
];

// @ts-expect-error TS2322 -- a promise stays one
export const awaited: number = task.run('x', async () => Promise.resolve(1));
// @ts-expect-error TS2322 -- what a generic function returns is what it was given
export const text: string = identity(7);
// @ts-expect-error TS2322 -- an overload returns what it says
export const number: number = either('a');
// @ts-expect-error TS2554 -- an event has a name
event();
// @ts-expect-error TS2322 -- an attribute that is an object
setAttributes({ order: {} });
