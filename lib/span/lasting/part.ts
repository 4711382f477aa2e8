/**
 * What a lasting result goes on as: an iterable as its iterator, a stream as
 * its reader or as its branches. Its end is the end of the whole.
 */
import type { Context } from '@opentelemetry/api';
import { keepAlive } from '../abandonment';
import {
  type End,
  type Lasting,
  type LastingSettlement,
  type Observe,
  waitFor,
} from './lasting';

export interface Whole {
  readonly value: object;
  readonly lasting: Lasting;
}

interface Progress {
  /** Items handed out before, which the part does not hand out again. */
  readonly items?: number;
  /** What it means for the whole that the consumer left the part. */
  readonly leave?: () => void;
}

/** How the whole goes on. */
export interface Way<Part extends object> extends Progress {
  readonly observe: Observe<Part>;
}

/** Lets the whole go on as `part`; where that cannot be seen, it is over. */
export function continueAs<Part extends object>(
  whole: Whole,
  part: Part,
  way: Way<Part>,
): void {
  const { value, lasting } = whole;
  if (lasting.isOver) return;
  keepAlive(value, part);
  const settlement = new PartSettlement(lasting, way);
  if (!isSeen(part, settlement, way.observe)) lasting.exhaust();
}

function isSeen<Part extends object>(
  part: Part,
  settlement: PartSettlement,
  observe: Observe<Part>,
): boolean {
  try {
    return waitFor(part, settlement, observe);
  } catch {
    // Something behind it refuses to be asked or to be covered.
    return false;
  }
}

/** Waits for a part on behalf of the whole. */
class PartSettlement implements LastingSettlement {
  readonly #whole: Lasting;
  readonly #leave: () => void;
  /** Several parts may hand out the same items; the one ahead is counted. */
  #items: number;

  constructor(whole: Lasting, { items = 0, leave }: Progress) {
    this.#whole = whole;
    this.#items = items;
    this.#leave =
      leave ??
      (() => {
        whole.leave();
      });
  }

  get context(): Context {
    return this.#whole.context;
  }

  item(value: unknown): void {
    this.#items++;
    if (this.#items > this.#whole.items) this.#whole.item(value);
  }

  over(end: End): void {
    if (end.how === 'failed') this.#whole.fail(end.error);
    else if (end.how === 'exhausted') this.#whole.exhaust();
    // A part that was dropped is not the end: there can be another one.
    else if (end.how === 'left') this.#leave();
  }
}
