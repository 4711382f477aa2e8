/** A reader of a web stream, default or BYOB. */
import { types } from 'node:util';
import { hearAnswer, type Hearing } from './answer';
import type { Whole } from './part';
import { coverMethod, dataOf } from '../cover';
import type { Lasting } from './lasting';
import type { HostFunction } from '../work';

/** Observes what `getReader` gave. */
export function observeReader(reader: object, lasting: Lasting): boolean {
  return new Reader({ value: reader, lasting }).observe();
}

/**
 * That the stream is over is known from `closed`, however that came about; to
 * listen there silences nobody, for its rejection counts as handled anyway.
 */
class Reader {
  readonly #whole: Whole;
  /** Calls of `read` and `cancel` under way: their answers come after `closed`. */
  #pending = 0;
  #isReleased = false;
  #isLeft = false;
  #isClosed = false;

  constructor(whole: Whole) {
    this.#whole = whole;
  }

  observe(): boolean {
    const { value: reader } = this.#whole;
    const isSeen = coverMethod(reader, 'read', (...call) => this.#ask(call));
    if (!isSeen) return false;
    coverMethod(reader, 'cancel', (...call) => {
      this.#isLeft = true;
      return this.#ask(call);
    });
    coverMethod(reader, 'releaseLock', (original, self, args) => {
      this.#isReleased = true;
      return Reflect.apply(original, self, args);
    });
    this.#listen();
    return true;
  }

  #listen(): void {
    const closed: unknown = Reflect.get(this.#whole.value, 'closed');
    if (!types.isPromise(closed)) return;
    closed.then(
      () => {
        this.#close();
      },
      (error: unknown) => {
        this.#fail(error);
      },
    );
  }

  #ask([original, self, args]: readonly [
    HostFunction,
    unknown,
    readonly unknown[],
  ]): unknown {
    const { lasting } = this.#whole;
    if (lasting.isOver) return Reflect.apply(original, self, args);
    const result = lasting.perform(original, self, args);
    this.#pending++;
    return hearAnswer(this.#whole, { fn: original, result }, this.#hearing());
  }

  #hearing(): Hearing {
    return {
      succeed: (result) => {
        this.#pending--;
        this.#hear(result);
      },
      fail: (error) => {
        this.#pending--;
        this.#fail(error);
      },
    };
  }

  #hear(result: unknown): void {
    const isRead = typeof result === 'object' && result !== null;
    if (isRead && dataOf(result, 'done') === false) {
      this.#whole.lasting.item(dataOf(result, 'value'));
    }
    if (this.#isClosed) this.#close();
  }

  #close(): void {
    this.#isClosed = true;
    if (this.#pending > 0) return;
    if (this.#isLeft) this.#whole.lasting.leave();
    else this.#whole.lasting.exhaust();
  }

  /** Whoever gives the lock back is told so by a rejection, and no more. */
  #fail(error: unknown): void {
    if (!this.#isReleased) this.#whole.lasting.fail(error);
  }
}
