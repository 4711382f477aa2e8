/**
 * Carries spans to the backend while the process lives.
 *
 * One request at a time: a failed span starts one at once, others within a
 * second. Nothing here keeps the program alive, save a `deliverAll` that
 * somebody awaits.
 */
import { after, hold, monotonicMs, soon } from '../internal/clock';
import { reason, reportInternal, warnOnce } from '../internal/diag';
import { backoffMs, shortWaitMs, type Waiter } from './backoff';
import type { Line } from './courier-request';
import type { Detached } from './detached';
import { dispatch, type Desk, type Trouble } from './dispatch';

/** Successful spans wait this long for company. */
const MAX_DELAY_MS = 1_000;
/** Bytes of one request: well below every backend's limit. */
export const BATCH_BYTES = 1_048_576;
/** Waiting bytes that are worth a request before the delay is over. */
const FULL_BYTES = 262_144;

export interface CourierWiring {
  readonly desk: Desk;
  readonly line: Line;
  /** For messages. */
  readonly printable: string;
  /** Runs `fn` outside the context of whoever ended a span. */
  readonly detached: Detached;
  /** Told of every trouble. */
  readonly onTrouble: () => void;
}

/** How a request went; `idle`: there was nothing to send. */
type Outcome = 'sent' | 'idle' | Trouble;

/** The one that sends, waits and retries during life. */
export class Courier {
  readonly #wiring: CourierWiring;
  /** The request under way; `undefined` while nothing travels. */
  #run: Promise<Outcome> | undefined;
  /** Cancels the timer for the next request; `undefined` when none is set. */
  #cancelTimer: (() => void) | undefined;
  /** A request is to start when this turn of the event loop is over. */
  #isDueNow = false;
  #troublesInARow = 0;
  /** Monotonic; before it, no request is made unless somebody waits. */
  #notBeforeMs = 0;
  #isClosed = false;

  constructor(wiring: CourierWiring) {
    this.#wiring = wiring;
  }

  /** A span waits in the outbox; `urgent` if it failed. */
  notice(urgent: boolean): void {
    if (this.#isClosed) return;
    if (urgent || this.#wiring.desk.outbox.bytes > FULL_BYTES) this.#runSoon();
    else this.#runWithin(MAX_DELAY_MS);
  }

  /**
   * Sends all that waits now, and keeps the program alive for at most
   * `budgetMs` to do so. Never rejects; resolves to whether nothing of it
   * waits any more.
   */
  async deliverAll(budgetMs: number, waiter: Waiter): Promise<boolean> {
    const deadlineMs = monotonicMs() + budgetMs;
    const budget = hold(budgetMs);
    try {
      return await this.#deliverUntil(deadlineMs, waiter, budget.over);
    } finally {
      budget.release();
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#wiring.line.close();
  }

  async #deliverUntil(
    deadlineMs: number,
    waiter: Waiter,
    over: Promise<void>,
  ): Promise<boolean> {
    const { outbox } = this.#wiring.desk;
    // Not what ends later: a busy program would wait here for ever.
    const waiting = outbox.waitingNow();
    let troubles = 0;
    while (outbox.holdsAny(waiting)) {
      const outcome = await Promise.race([this.#start(), over.then(late)]);
      const remainingMs = deadlineMs - monotonicMs();
      if (outcome === 'late' || outcome === 'idle' || remainingMs <= 0) break;
      troubles = outcome === 'sent' ? 0 : troubles + 1;
      if (outcome === 'sent') continue;
      const waitMs = shortWaitMs(outcome, troubles, { waiter, remainingMs });
      if (waitMs === undefined) break;
      await hold(waitMs).over;
    }
    return !outbox.holdsAny(waiting);
  }

  #runSoon(): void {
    if (this.#isDueNow || this.#run) return;
    this.#isDueNow = true;
    this.#wiring.detached(() => {
      soon(() => {
        this.#isDueNow = false;
        this.#runUnlessBackingOff();
      });
    });
  }

  #runWithin(delayMs: number): void {
    if (this.#cancelTimer || this.#run || this.#isClosed) return;
    this.#wiring.detached(() => {
      this.#cancelTimer = after(delayMs, () => {
        this.#cancelTimer = undefined;
        this.#runUnlessBackingOff();
      });
    });
  }

  #runUnlessBackingOff(): void {
    const waitMs = this.#notBeforeMs - monotonicMs();
    if (waitMs > 0) this.#runWithin(waitMs);
    else void this.#start();
  }

  /** Joins the request under way or starts one. Never rejects. */
  #start(): Promise<Outcome> {
    return (this.#run ??= this.#sendNext());
  }

  #sendNext(): Promise<Outcome> {
    // It may have been set for long after now, by a trouble that has passed.
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const { desk, detached } = this.#wiring;
    return detached(() => this.#sendBatch(desk)).then((outcome) => {
      this.#run = undefined;
      this.#settle(outcome);
      return outcome;
    });
  }

  async #sendBatch(desk: Desk): Promise<Outcome> {
    try {
      const batch = desk.outbox.take(BATCH_BYTES);
      if (batch.length === 0) return 'idle';
      return (await this.#send(dispatch(desk, batch))) ?? 'sent';
    } catch (error) {
      reportInternal('delivery', error);
      desk.outbox.reclaim();
      return { kind: 'retry', why: reason(error), afterMs: undefined };
    }
  }

  async #send(
    sending: ReturnType<typeof dispatch>,
  ): Promise<Trouble | undefined> {
    let step = sending.next();
    while (!step.done) {
      step = sending.next(await this.#wiring.line.send(step.value));
    }
    return step.value;
  }

  #settle(outcome: Outcome): void {
    if (this.#isClosed) return;
    const { outbox } = this.#wiring.desk;
    if (outcome === 'sent') {
      this.#troublesInARow = 0;
      this.#notBeforeMs = 0;
      if (outbox.waiting + outbox.recovered > 0) void this.#start();
      return;
    }
    if (outcome !== 'idle') this.#backOff(outcome);
    if (outbox.waiting + outbox.recovered > 0) this.#runWithin(MAX_DELAY_MS);
  }

  #backOff(trouble: Trouble): void {
    this.#troublesInARow += 1;
    const waitMs = backoffMs(trouble, this.#troublesInARow, Math.random());
    this.#notBeforeMs = monotonicMs() + waitMs;
    this.#wiring.onTrouble();
    warnOnce(
      'WARN_EVERSPAN_UNREACHABLE',
      `${this.#wiring.printable} does not take spans: ${trouble.why}; ` +
        'they are kept, and sent again while the process lives',
    );
  }
}

function late(): 'late' {
  return 'late';
}
