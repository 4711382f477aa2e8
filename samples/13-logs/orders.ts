/** The work that is logged about; how, is given. */
import { task, workflow } from 'everspan';

interface Order {
  readonly id: string;
}

/** As much of a logger as is used here; pino and winston both have it. */
interface Logger {
  info(message: string): unknown;
  error(message: string): unknown;
}

export class Orders {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  @workflow({ name: 'place order', correlationId: (order: Order) => order.id })
  async place(order: Order): Promise<void> {
    this.#logger.info('placing');
    await this.charge(order);
  }

  @task('charge card')
  async charge({ id }: Order): Promise<void> {
    await Promise.resolve();
    if (id === 'o-9') this.#logger.error('no funds');
    else this.#logger.info('charged');
  }
}
