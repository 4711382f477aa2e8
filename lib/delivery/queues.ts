/**
 * What waits for the backend, in order of importance: failed spans leave first
 * and are dropped last.
 *
 * What a request failed with may be to blame for it, so it is set aside: it
 * goes behind the others, which it would hold up, and then alone. When the
 * backend takes something else, it has its place again, once.
 */
import { Chain } from './chain';
import type { Entry } from './entry';
import { Queue } from './queue';

/** In the order in which they leave; of dead processes last. */
type Kind = 'failed' | 'ordinary' | 'asideFailed' | 'aside' | 'recovered';

const LEAST_FIRST: readonly Kind[] = [
  'recovered',
  'aside',
  'ordinary',
  'asideFailed',
  'failed',
];

/** When an entry was last in a request that failed. */
interface Suspicion {
  /** How many requests had been taken by then. */
  readonly taken: number;
  /** It failed again although others had been taken in between. */
  readonly isProven: boolean;
}

/** Every entry that waits and is not on its way. */
export class Queues {
  readonly #queues: Readonly<Record<Kind, Queue>> = {
    failed: new Queue(),
    ordinary: new Queue(),
    asideFailed: new Queue(),
    aside: new Queue(),
    recovered: new Queue(),
  };
  readonly #suspicions = new WeakMap<Entry, Suspicion>();
  /** Those whose place is behind the others now. */
  readonly #aside = new Chain<Entry>();
  /** Requests that were taken, as far as it was asked. */
  #taken = 0;

  /** Oldest first; those of dead processes left out. */
  *own(): Generator<Entry> {
    const { failed, ordinary, asideFailed, aside } = this.#queues;
    for (const queue of [failed, ordinary, asideFailed, aside]) yield* queue;
  }

  get recovered(): Queue {
    return this.#queues.recovered;
  }

  /** In the order in which they give way when there is no room. */
  get leastFirst(): readonly Queue[] {
    return LEAST_FIRST.map((kind) => this.#queues[kind]);
  }

  /** The most important one; `withSuspects` be it proven to do harm. */
  next(withSuspects: boolean): Entry | undefined {
    const { failed, ordinary, recovered } = this.#queues;
    const first = failed.first ?? ordinary.first;
    return first ?? this.#nextAside(withSuspects) ?? recovered.first;
  }

  of(entry: Entry): Queue {
    if (entry.isRecovered) return this.#queues.recovered;
    const isAside = this.#aside.has(entry);
    if (entry.failed) return this.#queues[isAside ? 'asideFailed' : 'failed'];
    return this.#queues[isAside ? 'aside' : 'ordinary'];
  }

  /** Puts one that was in a request that failed behind the others. */
  setAside(entry: Entry): void {
    this.#suspicions.set(entry, {
      taken: this.#taken,
      isProven: this.isProven(entry) || this.isSuspect(entry),
    });
    this.#aside.delete(entry);
    this.#aside.push(entry);
    this.of(entry).push(entry);
  }

  /** Whether it has failed once, and others were taken since. */
  isSuspect(entry: Entry): boolean {
    const suspicion = this.#suspicions.get(entry);
    return suspicion !== undefined && suspicion.taken < this.#taken;
  }

  isProven(entry: Entry): boolean {
    return this.#suspicions.get(entry)?.isProven === true;
  }

  /** Whether it must not have company, which it would hold up. */
  isAlone(entry: Entry): boolean {
    return this.#aside.has(entry);
  }

  /** The backend takes something: those it did not take have another try. */
  noteTaken(): void {
    this.#taken += 1;
    this.readmit();
  }

  /** Gives those that are set aside their place again, the proven ones not. */
  readmit(): void {
    for (const entry of [...this.#aside].toReversed()) {
      if (!this.isProven(entry)) this.#readmit(entry);
    }
  }

  forget(entry: Entry): void {
    this.#aside.delete(entry);
  }

  clear(): void {
    for (const queue of Object.values(this.#queues)) queue.clear();
    this.#aside.clear();
  }

  /** In turn, failed or not: none of them is to hold up the others. */
  #nextAside(withSuspects: boolean): Entry | undefined {
    for (const entry of this.#aside) {
      const isHere = !entry.isRecovered && this.of(entry).has(entry);
      if (isHere && (withSuspects || !this.isProven(entry))) return entry;
    }
    return undefined;
  }

  /** One on its way comes back to the right place by itself. */
  #readmit(entry: Entry): void {
    const isHere = this.of(entry).has(entry);
    if (isHere) this.of(entry).delete(entry);
    this.#aside.delete(entry);
    if (isHere) this.of(entry).unshift(entry);
  }
}
