/** Options that must not compile. */
import { task } from '../../../lib';

interface Order {
  readonly id: string;
}

export const refused = [
  // @ts-expect-error -- an option that does not exist
  task({ nmae: 'x' }),
  // @ts-expect-error -- a name that is no string
  task(7),
  // @ts-expect-error -- a name that is computed
  task({ name: () => 'x' }),
  // @ts-expect-error -- an attribute that is an object
  task({ attributes: { order: {} } }),
  // @ts-expect-error -- attributes that come later
  task({ attributes: async () => Promise.resolve({ a: 1 }) }),
  // @ts-expect-error -- an id that is a number
  task({ correlationId: () => 7 }),
  // @ts-expect-error -- a time in words
  task({ startTime: 'now' }),
  // @ts-expect-error -- a kind by its name
  task({ spanKind: 'CLIENT' }),
  // @ts-expect-error -- no function
  task.run('x'),
  // @ts-expect-error -- a function without a name before it
  task.run(() => 1),
  // @ts-expect-error -- run has no arguments to compute from
  task.run({ correlationId: (order: Order) => order.id }, () => 1),
  // @ts-expect-error -- no function
  task.wrap('x', 7),
  // @ts-expect-error -- the function takes no order
  task.wrap({ correlationId: (order: Order) => order.id }, (n: number) => n),
];

export class Orders {
  // @ts-expect-error -- the method takes no order
  @task({ correlationId: (order: Order) => order.id })
  place(count: number): number {
    return count;
  }

  // @ts-expect-error -- the method's this is no Date
  @task({
    attributes(this: Date) {
      return { at: this.getTime() };
    },
  })
  at(this: Orders): number {
    return this.place(1);
  }
}
