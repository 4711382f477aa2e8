/**
 * Sends one batch and decides the fate of each span in it.
 *
 * Written once for both couriers as a generator: it yields a body to send and
 * is given the answer. During life the answer is awaited, at the end of the
 * process it is waited for without turning the event loop.
 */
import { warnOnce } from '../internal/diag';
import { wallClockMs } from '../internal/clock';
import { countSpans, splitRequest } from '../journal/request';
import type { Entry } from './entry';
import type { Batch, Outbox } from './outbox';
import type { Counters } from './stats';
import { verdictOf, type Answer, type Verdict } from './verdict';

/** Nothing is lost, but this request did not succeed. */
export type Trouble = Extract<Verdict, { kind: 'destination' | 'retry' }>;

/** What is left of a request when it is over: nothing, or a trouble. */
export type Dispatch = Generator<Uint8Array, Trouble | undefined, Answer>;

/**
 * A backend that refuses this many halves in a row is not choking on one
 * span: finding 1 of 65 536 takes 32 requests, half of them refused.
 */
const MAX_REFUSALS_IN_A_ROW = 20;

export interface Desk {
  readonly outbox: Outbox;
  readonly counters: Counters;
}

/** Sends `batch`; what the backend has not taken is back in the outbox. */
export function* dispatch(desk: Desk, batch: Batch): Dispatch {
  const trouble = yield* new BatchDispatch(desk).send(batch);
  if (trouble) desk.outbox.giveBack(batch);
  return trouble;
}

/** What the backend said of spans that it took or refused. */
interface Fate {
  refused: number;
  why: string;
}

class BatchDispatch {
  readonly #desk: Desk;
  #refusalsInARow = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  *send(batch: Batch): Dispatch {
    const verdict = this.#judge(yield bodyOf(batch));
    switch (verdict.kind) {
      case 'taken':
        this.#finish(batch, verdict);
        return undefined;
      case 'bisect':
        return yield* this.#sendParts(batch, verdict.why);
      default:
        return verdict;
    }
  }

  *#sendParts(batch: Batch, why: string): Dispatch {
    const [only] = batch;
    if (this.#isHopeless()) {
      this.#finish(batch, { refused: Number.POSITIVE_INFINITY, why });
      return undefined;
    }
    if (batch.length === 1 && only) return yield* this.#sendPieces(only, why);
    const half = Math.ceil(batch.length / 2);
    const trouble = yield* this.send(batch.slice(0, half));
    return trouble ?? (yield* this.send(batch.slice(half)));
  }

  /** An entry leaves the outbox whole or not at all, and is counted then. */
  *#sendPieces(entry: Entry, why: string): Dispatch {
    const fate = { refused: 0, why };
    const trouble = yield* this.#sendHalves(entry.bytes, fate);
    if (!trouble) this.#finish([entry], fate);
    return trouble;
  }

  *#sendHalves(refused: Uint8Array, fate: Fate): Dispatch {
    const halves = this.#isHopeless() ? undefined : splitRequest(refused);
    if (!halves) fate.refused += countSpans(refused);
    for (const half of halves ?? []) {
      const trouble = yield* this.#sendPiece(half, fate);
      if (trouble) return trouble;
    }
    return undefined;
  }

  *#sendPiece(piece: Uint8Array, fate: Fate): Dispatch {
    const verdict = this.#judge(yield piece);
    switch (verdict.kind) {
      case 'taken':
        fate.refused += Math.min(verdict.refused, countSpans(piece));
        return undefined;
      case 'bisect':
        return yield* this.#sendHalves(piece, fate);
      default:
        return verdict;
    }
  }

  #judge(answer: Answer): Verdict {
    const verdict = verdictOf(answer, wallClockMs());
    if (verdict.kind === 'taken') this.#refusalsInARow = 0;
    else this.#desk.counters.requestFailed(verdict.why);
    if (verdict.kind === 'bisect') this.#refusalsInARow += 1;
    return verdict;
  }

  #isHopeless(): boolean {
    return this.#refusalsInARow > MAX_REFUSALS_IN_A_ROW;
  }

  /** Only spans that are still on their way count: others are sent again. */
  #finish(batch: Batch, { refused, why }: Readonly<Fate>): void {
    const { counters, outbox } = this.#desk;
    const spans = outbox.forget(batch);
    const lost = Math.min(refused, spans);
    counters.delivered += spans - lost;
    counters.recovered += Math.min(recoveredIn(batch), spans - lost);
    if (lost === 0) return;
    counters.drop('refused', lost);
    warnOnce(
      'WARN_EVERSPAN_REFUSED',
      `the backend refused ${String(lost)} span(s) for good: ` +
        (why === '' ? 'it gave no reason' : why),
    );
  }
}

function bodyOf(batch: Batch): Uint8Array {
  const [only] = batch;
  if (batch.length === 1 && only) return only.bytes;
  return Buffer.concat(batch.map((entry) => entry.bytes));
}

/** Spans of dead processes. */
function recoveredIn(batch: Batch): number {
  return batch.reduce(
    (sum, { isRecovered, spans }) => sum + (isRecovered ? spans : 0),
    0,
  );
}
