/**
 * Asks who is there, where that may be an everspan view.
 *
 * A view says with its answers that it wants to know what runs, and the first
 * answer comes with the first span that ends. A program that hangs in its
 * first task would not be seen: so while a span lasts and nobody has answered,
 * an empty request goes to the path that only a view has. It holds no span:
 * whoever else is there learns nothing.
 */
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { after, wallClockMs } from '../internal/clock';
import { reportInternal } from '../internal/diag';
import type { Line } from './courier-request';
import type { Detached } from './detached';
import { startMs } from './span-start';
import type { Answer } from './verdict';

/** How long a span is open before it is asked for its sake. */
const LASTING_MS = 1_000;
/** So many times as long where nobody answers, until it is asked again. */
const PATIENCE = 10;

/** An export request without spans. */
const NO_SPANS = new Uint8Array();

export interface EnquiryWiring {
  /** In the order they started. */
  readonly openSpans: Iterable<ReadableSpan>;
  /** Opens the line to where a view takes spans that run. */
  readonly openLine: () => Line;
  /** Called with what is answered. */
  readonly onAnswer: (answer: Answer) => void;
  /** Runs `fn` outside the context of whoever started a span. */
  readonly detached: Detached;
  /** @defaultValue 1000 */
  readonly lastingMs?: number;
}

/** Over with the first answer, whoever got it. */
export class Enquiry {
  readonly #wiring: EnquiryWiring;
  readonly #lastingMs: number;
  #isOver = false;
  #isUnderWay = false;
  #line: Line | undefined;
  /** Cancels the timer of the next look; `undefined` when none is set. */
  #cancelTimer: (() => void) | undefined;

  constructor(wiring: EnquiryWiring) {
    this.#wiring = wiring;
    this.#lastingMs = wiring.lastingMs ?? LASTING_MS;
  }

  /** A span has started, and may last. */
  started(): void {
    if (this.#isOver || this.#cancelTimer || this.#isUnderWay) return;
    this.#lookIn(this.#lastingMs);
  }

  /** The backend has answered a request, or has not. */
  note(answer: Answer): void {
    if (answer.kind === 'response') this.close();
  }

  close(): void {
    this.#isOver = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#line?.close();
  }

  #lookIn(ms: number): void {
    this.#wiring.detached(() => {
      this.#cancelTimer = after(ms, () => {
        this.#cancelTimer = undefined;
        void this.#look().catch(this.#giveUp);
      });
    });
  }

  readonly #giveUp = (error: unknown): void => {
    this.close();
    reportInternal('the question for a view', error);
  };

  async #look(): Promise<void> {
    const [oldest] = this.#wiring.openSpans;
    // The next one that starts has it looked again.
    if (!oldest) return;
    const isLasting = startMs(oldest) <= wallClockMs() - this.#lastingMs;
    if (isLasting) await this.#ask();
    if (this.#isOver) return;
    this.#lookIn(this.#lastingMs * (isLasting ? PATIENCE : 1));
  }

  async #ask(): Promise<void> {
    this.#isUnderWay = true;
    this.#line ??= this.#wiring.openLine();
    const answer = await this.#line.send(NO_SPANS);
    this.#isUnderWay = false;
    // Meanwhile a span may have got one, which counts for more.
    if (this.#isOver) return;
    this.note(answer);
    this.#wiring.onAnswer(answer);
  }
}
