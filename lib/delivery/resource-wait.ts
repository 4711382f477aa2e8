/**
 * Waits for what a host's detectors find out about the resource, so that spans
 * leave with all of it. Not for ever, and not at the end of the process.
 */
import type { Resource } from '@opentelemetry/resources';
import { after, hold } from '../internal/clock';
import { isPending } from './known-resource';

/** Metadata services answer within seconds, or are not there. */
const MAX_WAIT_MS = 10_000;

/** Knows which resources are not complete yet. */
export class ResourceWait {
  readonly #detached: (fn: () => void) => void;
  /** Called when all is found out, or nobody can wait longer for it. */
  readonly #onOver: () => void;
  /** The resource of the last span: usually there is only one. */
  #last: Resource | undefined;
  readonly #seen = new WeakSet<Resource>();
  readonly #awaited = new Set<Resource>();
  readonly #waiting = new Set<() => void>();

  constructor(detached: (fn: () => void) => void, onOver: () => void) {
    this.#detached = detached;
    this.#onOver = onOver;
  }

  get isWaiting(): boolean {
    return this.#awaited.size > 0;
  }

  /** A span of this resource has come. */
  note(resource: Resource): void {
    if (resource === this.#last) return;
    this.#last = resource;
    if (!isPending(resource) || this.#seen.has(resource)) return;
    this.#seen.add(resource);
    this.#awaited.add(resource);
    this.#detached(() => {
      this.#await(resource);
    });
  }

  /** From now on, what is known has to do. */
  stop(): void {
    this.#awaited.clear();
    for (const release of this.#waiting) release();
  }

  /**
   * Resolves when nothing is waited for; keeps the program alive meanwhile, and
   * stops waiting after `budgetMs`.
   */
  async over(budgetMs: number): Promise<void> {
    if (!this.isWaiting) return;
    const budget = hold(budgetMs);
    this.#waiting.add(budget.release);
    await budget.over;
    this.#waiting.delete(budget.release);
    this.stop();
  }

  #await(resource: Resource): void {
    const done = (): void => {
      cancel();
      this.#done(resource);
    };
    const cancel = after(MAX_WAIT_MS, done);
    const settled = Promise.resolve(resource.waitForAsyncAttributes?.());
    settled.then(done, done);
  }

  #done(resource: Resource): void {
    if (!this.#awaited.delete(resource) || this.isWaiting) return;
    this.stop();
    this.#onOver();
  }
}
