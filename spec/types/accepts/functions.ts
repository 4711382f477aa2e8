/** What `run` and `wrap` keep of a function's type. */
import type { Span } from '@opentelemetry/api';
import {
  type Annotation,
  type AnnotationOptions,
  annotationsOf,
  type MethodAnnotation,
  task,
  workflow,
} from '../../../lib';

interface Order {
  readonly id: string;
}
/** Mutual assignability of functions that take and give the type. */
interface Exactly<T> {
  exactly(value: T): T;
}

async function charge(this: Date, order: Order, rush = false): Promise<string> {
  await Promise.resolve();
  return [this.getTime(), order.id, rush].join();
}
const charged = task.wrap('charge', charge);
declare const exactly: Exactly<typeof charge>['exactly'];
export const isSame: typeof charged = exactly(charged);

function overloaded(value: string): string;
function overloaded(value: number): number;
function overloaded(value: string | number): string | number {
  return value;
}
export const number: number = task.wrap('x', overloaded)(1);
export const string: string = task.wrap('x', overloaded)('a');

const identity = task.wrap('identity', function <T>(value: T): T {
  return value;
});
export const literal: 'a' = identity('a');

export const contextual = workflow.wrap(
  {
    correlationId: (order) => order.id,
    attributes: (_order, rush) => ({ rush }),
  },
  (order: Order, rush: boolean) => [order, rush],
);

const withProperties = Object.assign(() => 1, { route: '/orders' });
export const route: string = task.wrap('x', withProperties).route;

export const now: number = task.run('x', () => 1);
export const later: Promise<Order> = task.run('x', async (span: Span) => {
  await Promise.resolve();
  return { id: span.spanContext().spanId };
});
export const itself: Order = task.run(
  { name: 'x', correlationId: () => 'o-1' },
  () => ({ id: 'a' }),
);

const shared: AnnotationOptions<[order: Order]> = {
  correlationId: (order) => order.id,
  version: undefined,
};
export const withShared = task.wrap(shared, (order: Order) => order);

/** What an option's function is given is what the wrapped function takes. */
export const typedByParameters = task.wrap(
  {
    startTime: (order, at) => (order.id === '' ? undefined : at),
    attributes(order) {
      return { id: order.id, rate: this.rate };
    },
    isFailure(error) {
      return error instanceof RangeError && this.rate > 1;
    },
  },
  function (this: { readonly rate: number }, order: Order, at: Date) {
    return [order, at, this.rate];
  },
);

const isOrder = task.wrap(
  'is order',
  (value: unknown): value is Order => typeof value === 'object',
);
export const narrowed = (value: unknown): Order | undefined =>
  isOrder(value) ? value : undefined;

const assertOrder: (value: unknown) => asserts value is Order = task.wrap(
  'assert order',
  (value: unknown): asserts value is Order => {
    if (typeof value !== 'object') throw new TypeError('no order');
  },
);
export function asserted(value: unknown): Order {
  assertOrder(value);
  return value;
}

export const numbers: Generator<number, string, boolean> = task.wrap(
  'numbers',
  function* (): Generator<number, string, boolean> {
    yield 1;
    return 'done';
  },
)();

export const declared: readonly {
  readonly kind: string;
  readonly key: string | symbol;
}[] = annotationsOf(Map);

/** The decorators keep their types when they are handed on. */
export const decorators: readonly MethodAnnotation[] = [task, task('x')];
export const annotations: readonly Annotation[] = [task, workflow];

/** A function that declares no `this` has any, and is called with any. */
export const undeclared: number = task.wrap('x', function (count: number) {
  return this === undefined ? count : 0;
})(1);
