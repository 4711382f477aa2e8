/** Injection by type reads what the compiler wrote about an annotated method. */
import 'reflect-metadata';
import { task } from 'everspan';

class Prices {
  readonly tea = 2;
}

function inject(target: object, key: string): void {
  const types: unknown = Reflect.getMetadata('design:paramtypes', target, key);
  const names = (types as (typeof Prices)[]).map(({ name }) => name);
  console.log(key, names.join());
}

export class Orders {
  @inject
  @task
  above(prices: Prices, count: number): number {
    return prices.tea * count;
  }

  @task
  @inject
  below(prices: Prices, note: string): string {
    return note + String(prices.tea);
  }
}
