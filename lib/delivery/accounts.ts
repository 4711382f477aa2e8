/** Counts what waits, wherever it is, those on their way included. */
import type { Entry } from './entry';

/** How much waits. */
export class Accounts {
  /** Of this process. */
  readonly waiting: Set<Entry> = new Set<Entry>();
  /** In memory. */
  bytes = 0;
  /** Of this process. */
  spans = 0;
  /** Of dead processes. */
  recoveredSpans = 0;

  add(entry: Entry): void {
    this.#count(entry, 1);
    if (!entry.isRecovered) this.waiting.add(entry);
  }

  remove(entry: Entry): void {
    this.#count(entry, -1);
    this.waiting.delete(entry);
  }

  clear(): void {
    this.waiting.clear();
    this.bytes = 0;
    this.spans = 0;
    this.recoveredSpans = 0;
  }

  #count(entry: Entry, sign: 1 | -1): void {
    this.bytes += sign * entry.memory;
    if (entry.isRecovered) this.recoveredSpans += sign * entry.spans;
    else this.spans += sign * entry.spans;
  }
}
