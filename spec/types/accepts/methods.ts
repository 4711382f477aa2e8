/** Methods that an annotation must accept, in both dialects. */
import { agent, span, task, tool, workflow } from '../../../lib';

interface Order {
  readonly id: string;
}

class Base {
  readonly total = 1;

  @task
  plain(first: number): string {
    return String(first);
  }

  @task()
  async called(order: Order): Promise<string> {
    await Promise.resolve();
    return order.id;
  }

  @workflow('name')
  static ofTheClass(): void {}

  @workflow({ correlationId: (order) => order.id })
  untypedOption(order: Order): Order {
    return order;
  }

  @task({
    name: 'typed',
    version: 2,
    correlationId: (order: Order) => order.id,
    attributes(this: Base) {
      return { total: this.total };
    },
    startTime: (_order: Order, at?: number) => at,
    isFailure: (error) => error instanceof TypeError,
  })
  typedOptions(order: Order, at?: number): readonly unknown[] {
    return [order, at];
  }

  @task({ correlationId: ({ id }: { id: string }) => id })
  narrower(order: Order & { readonly rush: boolean }): boolean {
    return order.rush;
  }

  @agent
  generic<T>(value: T): T {
    return value;
  }

  overloaded(value: string): string;
  overloaded(value: number): number;
  @tool
  overloaded(value: string | number): string | number {
    return value;
  }

  @span
  protected hidden(...rest: readonly number[]): number {
    return rest.length;
  }

  @task
  private secret(this: Base): number {
    return this.total;
  }

  @task
  *numbers(): Generator<number, string, boolean> {
    yield this.secret();
    return 'done';
  }

  @task
  async *later(): AsyncGenerator<number> {
    await Promise.resolve();
    yield 1;
  }

  @task
  fluent(): this {
    return this;
  }
}

export class Derived extends Base {
  @task
  override plain(first: number): string {
    return super.plain(first);
  }
}

const derived = new Derived();
export const text: string = derived.plain(1);
export const promise: Promise<string> = derived.called({ id: 'a' });
export const same: 'a' = derived.generic('a');
export const chosen: number = derived.overloaded(1);
export const itself: Derived = derived.fluent();
