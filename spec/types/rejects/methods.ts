/** Uses of an annotated method that must not compile: it keeps its type. */
import { task, workflow } from '../../../lib';

class Shop {
  readonly rate: number = 1;

  @task
  price(count: number, rush?: boolean): number {
    return this.rate * count + Number(rush);
  }

  @task('find')
  async find<Id extends string>(id: Id): Promise<Id> {
    return Promise.resolve(id);
  }

  @workflow({ version: 1 })
  *all(): Generator<number, string, boolean> {
    yield this.rate;
    return 'done';
  }

  @task
  bound(this: Shop): number {
    return this.rate;
  }

  @task
  private secret(): number {
    return this.rate;
  }

  @task
  static open(): Shop {
    return new Shop();
  }

  peek(): number {
    return this.secret();
  }
}

const shop = Shop.open();
const { bound } = shop;

export const refused = [
  // @ts-expect-error TS2345 -- an argument of another type
  shop.price('1'),
  // @ts-expect-error TS2554 -- no argument
  shop.price(),
  // @ts-expect-error TS2554 -- an argument too many
  shop.price(1, true, 2),
  // @ts-expect-error TS2345 -- outside what the type parameter allows
  shop.find(7),
  // @ts-expect-error TS2684 -- called without its this
  bound(),
  // @ts-expect-error TS2341 -- private
  shop.secret(),
  // @ts-expect-error TS2576 -- static, not of an object
  shop.open,
  // @ts-expect-error TS2345 -- what is sent into the generator
  shop.all().next('x'),
];

// @ts-expect-error TS2322 -- a promise stays one
export const found: 'a' = shop.find('a');

export class Market extends Shop {
  @task
  // @ts-expect-error TS2416 -- an override that takes something else
  override price(count: string): number {
    return count.length;
  }
}
