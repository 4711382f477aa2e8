/** Annotated methods of every kind; it dies in the middle of a run. */
import { init, task, workflow } from 'everspan';

class Orders {
  readonly #first = 'tea';

  @workflow({
    name: 'place order',
    correlationId: (count: number) => `o-${String(count)}`,
  })
  async place(count: number): Promise<void> {
    for await (const item of this.items(count)) console.log(item);
    await this.charge(Orders.price(count));
  }

  @task
  async *items(count: number): AsyncGenerator<string> {
    for (let index = 0; index < count; index += 1) yield this.#first;
  }

  @task()
  static price(count: number): number {
    return count * 2;
  }

  @task('charge card')
  async charge(price: number): Promise<void> {
    await Promise.resolve();
    // The exit code tells that arguments, results and `this` came through.
    process.exit(price);
  }
}

init({ serviceName: 'orders' });
void new Orders().place(3);
