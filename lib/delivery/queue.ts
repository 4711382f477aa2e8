/**
 * Entries in the order in which they came, some of which can leave memory
 * without leaving the queue.
 */
import type { Stored } from '../journal/stored';
import { Chain } from './chain';
import type { Entry } from './entry';

/** First in, first out. */
export class Queue implements Iterable<Entry> {
  readonly #all = new Chain<Entry>();
  /** In memory and on disk: they can leave memory. */
  readonly #evictable = new Chain<Entry>();
  /** In memory only: to make room they have to be given up. */
  readonly #droppable = new Chain<Entry>();

  get first(): Entry | undefined {
    return this.#all.first;
  }

  /**
   * The newest that can leave memory and stay on disk: older ones are sent
   * before, and what leaves memory young is cheap to collect.
   */
  get evictable(): Entry | undefined {
    return this.#evictable.last;
  }

  /** The oldest that is in memory only. */
  get droppable(): Entry | undefined {
    return this.#droppable.first;
  }

  has(entry: Entry): boolean {
    return this.#all.has(entry);
  }

  push(entry: Entry): void {
    this.#all.push(entry);
    this.#inMemory(entry)?.push(entry);
  }

  /** Puts an entry back to the front. */
  unshift(entry: Entry): void {
    this.#all.unshift(entry);
    this.#inMemory(entry)?.unshift(entry);
  }

  delete(entry: Entry): void {
    this.#all.delete(entry);
    this.#evictable.delete(entry);
    this.#droppable.delete(entry);
  }

  clear(): void {
    this.#all.clear();
    this.#evictable.clear();
    this.#droppable.clear();
  }

  /** @returns the bytes of memory that are free now */
  evict(entry: Entry): number {
    this.#evictable.delete(entry);
    return entry.evict();
  }

  /** The file it lay in is gone, or it has been written somewhere else. */
  moveTo(entry: Entry, stored: Stored | undefined): void {
    const before = this.#inMemory(entry);
    entry.moveTo(stored);
    const now = this.#inMemory(entry);
    if (before === now) return;
    before?.delete(entry);
    now?.push(entry);
  }

  [Symbol.iterator](): Iterator<Entry> {
    return this.#all[Symbol.iterator]();
  }

  #inMemory(entry: Entry): Chain<Entry> | undefined {
    if (entry.memory === 0) return undefined;
    return entry.stored ? this.#evictable : this.#droppable;
  }
}
