/** Options that must not compile. */
import { task } from '../../../lib';

interface Order {
  readonly id: string;
}
class Handler {}

export const refused = [
  // @ts-expect-error TS2769 -- an option that does not exist
  task({ nmae: 'x' }),
  // @ts-expect-error TS2769 -- a name that is no string
  task(7),
  // @ts-expect-error TS2769 -- null
  task(null),
  // @ts-expect-error TS2345 -- two of them
  task('x', { version: 1 }),
  // @ts-expect-error TS2769 -- a name that is computed
  task({ name: () => 'x' }),
  // @ts-expect-error TS2769 -- a version that is computed
  task({ version: () => 1 }),
  // @ts-expect-error TS2769 -- an attribute that is an object
  task({ attributes: { order: {} } }),
  // @ts-expect-error TS2769 -- an attribute that is an object, computed
  task({ attributes: () => ({ order: {} }) }),
  // @ts-expect-error TS2769 -- attributes that come later
  task({ attributes: async () => Promise.resolve({ a: 1 }) }),
  // @ts-expect-error TS2769 -- attributes in a list
  task({ attributes: () => ['a'] }),
  // @ts-expect-error TS2769 -- an id that is a number
  task({ correlationId: 7 }),
  // @ts-expect-error TS2769 -- an id that is a number, computed
  task({ correlationId: () => 7 }),
  // @ts-expect-error TS2769 -- an id that is null
  task({ correlationId: () => null }),
  // @ts-expect-error TS2769 -- an id that comes later
  task({ correlationId: async () => Promise.resolve('x') }),
  // @ts-expect-error TS2769 -- a time in words
  task({ startTime: 'now' }),
  // @ts-expect-error TS2769 -- a time in words, computed
  task({ startTime: () => 'now' }),
  // @ts-expect-error TS2769 -- a kind by its name
  task({ spanKind: 'CLIENT' }),
  // @ts-expect-error TS2769 -- a kind that is computed
  task({ spanKind: () => 1 }),
  // @ts-expect-error TS2769 -- a failure that is no function
  task({ isFailure: true }),
  // @ts-expect-error TS2769 -- a failure in words
  task({ isFailure: () => 'yes' }),
  // @ts-expect-error TS2769 -- a failure that is decided later
  task({ isFailure: async () => Promise.resolve(true) }),
  // @ts-expect-error TS2769 -- a failure that is only of one type
  task({ isFailure: (error: TypeError) => error.message === '' }),
  // @ts-expect-error TS2769 -- a word that is none of the three
  task({ continuation: 'parent' }),
  // @ts-expect-error TS2769 -- a message that is not computed
  task({ message: { headers: {} } }),
  // @ts-expect-error TS2769 -- a batch that is no list
  task({ messages: () => 7 }),
  // @ts-expect-error TS2769 -- links that come later
  task({ links: async () => Promise.resolve([]) }),
  // @ts-expect-error TS2769 -- a capture by name
  task({ capture: 'input' }),
  // @ts-expect-error TS2769 -- an unknown part of capture
  task({ capture: { depth: 1 } }),
  // @ts-expect-error TS2769 -- a state that is not computed
  task({ state: {} }),
  // @ts-expect-error TS2769 -- a state that is no object
  task({ state: () => 7 }),
  // @ts-expect-error TS2769 -- a class in place of a function
  task({ correlationId: Handler }),
];

export class Orders {
  readonly at: number = 1;

  // @ts-expect-error TS1241+1270 -- the method takes no order
  @task({ correlationId: (order: Order) => order.id })
  correlated(count: number): number {
    return count;
  }

  // @ts-expect-error TS1241+1270 -- the method takes no order
  @task({ attributes: (order: Order) => ({ id: order.id }) })
  attributed(count: number): number {
    return count;
  }

  // @ts-expect-error TS1241+1270 -- the method takes no order
  @task({ startTime: (order: Order) => order.id.length })
  started(count: number): number {
    return count;
  }

  // @ts-expect-error TS1241+1270 -- the method takes no order
  @task({ message: (order: Order) => order })
  received(count: number): number {
    return count;
  }

  // @ts-expect-error TS1241+1270/TS1241 -- the method takes no orders
  @task({ messages: (orders: readonly Order[]) => orders })
  batched(counts: readonly number[]): unknown {
    return counts;
  }

  // @ts-expect-error TS1241+1270 -- the method takes no order
  @task({ links: (order: Order) => [{ headers: { id: order.id } }] })
  linked(count: number): number {
    return count;
  }

  // @ts-expect-error TS1241+1270/TS1241 -- the method takes one argument
  @task({ correlationId: (_order: Order, rush: string) => rush })
  alone(order: Order, rush: number): unknown {
    return [order, rush];
  }

  // @ts-expect-error TS1241+1270 -- the method's this is no Date
  @task({
    attributes(this: Date) {
      return { at: this.getTime() };
    },
  })
  attributedBy(this: Orders): number {
    return this.at;
  }

  // @ts-expect-error TS1241+1270 -- the method's this is no Date
  @task({
    isFailure(this: Date) {
      return this.getTime() > 0;
    },
  })
  failedBy(this: Orders): number {
    return this.at;
  }
}
