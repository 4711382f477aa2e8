/** A time without requests, longer after every trouble in a row. */
import { monotonicMs } from '../internal/clock';
import { backoffMs } from './backoff';
import type { Trouble } from './dispatch';

/** Over at first. */
export class Pause {
  #troublesInARow = 0;
  /** Monotonic. */
  #overMs = 0;

  /** Milliseconds; zero or less when it is over. */
  get remainingMs(): number {
    return this.#overMs - monotonicMs();
  }

  prolong(trouble: Trouble): void {
    this.#troublesInARow += 1;
    const waitMs = backoffMs(trouble, this.#troublesInARow, Math.random());
    this.#overMs = monotonicMs() + waitMs;
  }

  end(): void {
    this.#troublesInARow = 0;
    this.#overMs = 0;
  }
}
