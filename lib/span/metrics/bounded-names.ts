/** Values of a metric's attribute that somebody else chooses. */
import { OTHER } from '../../internal/metrics';

/**
 * Lets the first ones pass. A name that is made up per customer must not become
 * a time series per customer.
 */
export class BoundedNames {
  readonly #limit: number;
  readonly #known = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `name`, or `_OTHER` where there are too many already. */
  of(name: string): string {
    if (this.#known.has(name)) return name;
    if (this.#known.size >= this.#limit) return OTHER;
    this.#known.add(name);
    return name;
  }
}
