/**
 * Carries spans to the backend while the process lives.
 *
 * One request at a time: a failed span starts one at once, others within a
 * second. Nothing here keeps the program alive, save a `deliverAll` that
 * somebody awaits.
 */
import { after, hold, monotonicMs, soon } from '../internal/clock';
import { reason, reportInternal } from '../internal/diag';
import { currentMeter } from '../internal/meter';
import { shortWaitMs, type Waiter } from './backoff';
import type { Line } from './courier-request';
import type { Detached } from './detached';
import { dispatch, type Desk, type Trouble } from './dispatch';
import { Outage } from './outage';
import { Pause } from './pause';

/** Successful spans wait this long for company, unless the user says how long. */
const DEFAULT_DELAY_MS = 1_000;
/** What waits after a request is looked at again. */
const NEXT_LOOK_MS = 1_000;
/** Bytes of one request: well below every backend's limit. */
export const BATCH_BYTES = 1_048_576;
/** A link on which this times out is of no use. */
const MIN_BATCH_BYTES = 32_768;
/** By this much more is tried after each success. */
const GROWTH_BYTES = 4_096;
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
  /** Milliseconds that successful spans wait for company. */
  readonly delayMs?: number | undefined;
}

/** A request that did not succeed. */
interface Setback {
  readonly trouble: Trouble;
  /** Others are taken: only what was in it has to wait. */
  readonly isOfSuspects: boolean;
}

/** How a request went; `idle`: there was nothing to send. */
type Outcome = 'sent' | 'idle' | Setback;

/** The one that sends, waits and retries during life. */
export class Courier {
  readonly #wiring: CourierWiring;
  readonly #delayMs: number;
  /** The request under way; `undefined` while nothing travels. */
  #run: Promise<Outcome> | undefined;
  /** Cancels the timer for the next request; `undefined` when none is set. */
  #cancelTimer: (() => void) | undefined;
  /** A request is to start when this turn of the event loop is over. */
  #isDueNow = false;
  /** For all, and for what the backend fails on though it takes others. */
  readonly #pauses = { all: new Pause(), suspects: new Pause() };
  /** Callers that wait for the end of it. */
  #waiters = 0;
  readonly #outage: Outage;
  #isClosed = false;
  /** Of the next request. */
  #batchBytes = BATCH_BYTES;

  constructor(wiring: CourierWiring) {
    this.#wiring = wiring;
    this.#delayMs = wiring.delayMs ?? DEFAULT_DELAY_MS;
    const { counters } = wiring.desk;
    this.#outage = new Outage({ printable: wiring.printable, counters });
  }

  /** Whether the backend is away now. */
  get isOutage(): boolean {
    return this.#outage.isOngoing;
  }

  /** Whether people know that the backend is away now. */
  get isOutageTold(): boolean {
    return this.#outage.isTold;
  }

  /** A span waits in the outbox; `urgent` if it failed. */
  notice(urgent: boolean): void {
    if (this.#isClosed) return;
    if (urgent || this.#wiring.desk.outbox.bytes > FULL_BYTES) this.#runSoon();
    else this.#runWithin(this.#delayMs);
  }

  /**
   * Sends all that waits now, and keeps the program alive for at most
   * `budgetMs` to do so. Never rejects; resolves to whether nothing of it
   * waits any more.
   */
  async deliverAll(budgetMs: number, waiter: Waiter): Promise<boolean> {
    const deadlineMs = monotonicMs() + budgetMs;
    const budget = hold(budgetMs);
    this.#waiters += 1;
    try {
      return await this.#deliverUntil(deadlineMs, waiter, budget.over);
    } finally {
      this.#waiters -= 1;
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
      const waitMs = shortWaitMs(outcome.trouble, troubles, {
        waiter,
        remainingMs,
      });
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
    const waitMs = this.#pauses.all.remainingMs;
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
    const { outbox } = desk;
    // A meter provider may have come, and nobody tells.
    currentMeter();
    try {
      const batch = outbox.take(this.#batchBytes, this.#maySendSuspects());
      if (batch.length === 0) return 'idle';
      const isOfSuspects = outbox.areProven(batch);
      const trouble = await this.#send(dispatch(desk, batch));
      this.#fitBatch(trouble);
      if (trouble) return { trouble, isOfSuspects };
      if (isOfSuspects) this.#pauses.suspects.end();
      return 'sent';
    } catch (error) {
      reportInternal('delivery', error);
      outbox.reclaim();
      const why = reason(error);
      const trouble: Trouble = { kind: 'retry', why, afterMs: undefined };
      return { trouble, isOfSuspects: false };
    }
  }

  /** A slow link takes less at a time; how much, it has to be tried. */
  #fitBatch(trouble: Trouble | undefined): void {
    if (trouble?.why === 'timeout') this.#batchBytes /= 2;
    else if (!trouble) this.#batchBytes += GROWTH_BYTES;
    const atLeast = Math.max(MIN_BATCH_BYTES, this.#batchBytes);
    this.#batchBytes = Math.min(BATCH_BYTES, atLeast);
  }

  #maySendSuspects(): boolean {
    return this.#waiters > 0 || this.#pauses.suspects.remainingMs <= 0;
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
      this.#pauses.all.end();
      this.#outage.taken(outbox.waiting);
      if (outbox.waiting + outbox.recovered > 0) void this.#start();
      return;
    }
    if (outcome !== 'idle') this.#backOff(outcome);
    if (outbox.waiting + outbox.recovered > 0) this.#runWithin(NEXT_LOOK_MS);
  }

  #backOff({ trouble, isOfSuspects }: Setback): void {
    if (isOfSuspects) {
      this.#pauses.suspects.prolong(trouble);
      return;
    }
    this.#pauses.all.prolong(trouble);
    this.#wiring.onTrouble();
    this.#outage.trouble(trouble.why);
  }
}

function late(): 'late' {
  return 'late';
}
