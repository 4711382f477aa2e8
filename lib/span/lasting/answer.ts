/** The answers of a lasting result, such as that of `next()`. */
import type { Context } from '@opentelemetry/api';
import { reportInternal } from '../../internal/diag';
import type { Whole } from './part';
import { settle } from '../promises/settle';
import type { Settlement } from '../promises/settlement';
import type { Outcome } from '../work';

/** What an answer, once it is there, means for the whole. */
export interface Hearing {
  succeed(result: unknown): void;
  fail(error: unknown): void;
}

/** What the host gets for an answer; `hearing` is told when it is there. */
export function hearAnswer(
  whole: Whole,
  answer: Outcome,
  hearing: Hearing,
): unknown {
  try {
    return settle(answer, new Answer(whole, hearing));
  } catch {
    // The end of the stack: the host goes on, or learns of it in its own words.
    return answer.result;
  }
}

/** Holds on to the whole: it is not abandoned while an answer is under way. */
class Answer implements Settlement {
  readonly #whole: Whole;
  readonly #hearing: Hearing;

  constructor(whole: Whole, hearing: Hearing) {
    this.#whole = whole;
    this.#hearing = hearing;
  }

  get context(): Context {
    return this.#whole.lasting.context;
  }

  succeed(result: unknown): void {
    this.#hear(() => {
      this.#hearing.succeed(result);
    });
  }

  fail(error: unknown): void {
    this.#hear(() => {
      this.#hearing.fail(error);
    });
  }

  abandon(): void {
    // Nobody asked for this answer; there can be others.
  }

  /** Only the result of a call lasts. */
  watch(): boolean {
    return false;
  }

  #hear(hear: () => void): void {
    try {
      hear();
    } catch (error) {
      // It would take the place of the host's own answer.
      reportInternal('observing a result', error);
    }
  }
}
