/** What `run` and `wrap` keep of a function's type. */
import type { Span } from '@opentelemetry/api';
import { type AnnotationOptions, task, workflow } from '../../../lib';

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

const identity = task.wrap('identity', <T>(value: T): T => value);
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
