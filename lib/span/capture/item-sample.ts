/** The first items of a result that lasts, as one JSON list. */
import { captureValue, type CaptureLimits } from './capture-value';
import type { Redactor } from '../redaction/redact';

/** Items that are kept. */
const MAX_ITEMS = 10;
/** Bytes for the brackets, and for the mark of what is left out. */
const FRAME_BYTES = 32;
/** Less than that tells nothing of an item. */
const MIN_ITEM_BYTES = 16;

/**
 * Each item is captured when it is handed out: later the consumer may have
 * changed it, and nothing must be held that the consumer has dropped.
 */
export class ItemSample {
  readonly #maxDepth: number;
  readonly #redactor: Redactor;
  readonly #texts: string[] = [];
  #bytesLeft: number;
  #seen = 0;

  constructor({ maxBytes, maxDepth }: CaptureLimits, redactor: Redactor) {
    this.#maxDepth = maxDepth;
    this.#redactor = redactor;
    this.#bytesLeft = maxBytes - FRAME_BYTES;
  }

  add(item: unknown): void {
    this.#seen++;
    const isFull = this.#texts.length >= MAX_ITEMS;
    if (isFull || this.#bytesLeft < MIN_ITEM_BYTES) return;
    const limits = { maxBytes: this.#bytesLeft, maxDepth: this.#maxDepth };
    const text = captureValue(item, limits, this.#redactor);
    this.#texts.push(text);
    // The comma before it counts.
    this.#bytesLeft -= Buffer.byteLength(text) + 1;
  }

  /** @param count all items there were; without it those that were seen */
  json(count: number = this.#seen): string {
    const more = count - this.#texts.length;
    const mark = more > 0 ? [`"…[${String(more)} more]"`] : [];
    return `[${[...this.#texts, ...mark].join(',')}]`;
  }
}
