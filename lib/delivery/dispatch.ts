/**
 * Sends one batch and decides the fate of each span in it.
 *
 * Written once for both couriers as a generator: it yields a body to send and
 * is given the answer. During life the answer is awaited, at the end of the
 * process it is waited for without turning the event loop.
 */
import { warnOnce } from '../internal/diag';
import { wallClockMs } from '../internal/clock';
import { countSpans } from '../journal/request';
import { splitRequest } from '../journal/rewrite-request';
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
  /** Keeps what was refused for good; returns the folder, if it could. */
  readonly keepRejected?: (
    request: Uint8Array,
    why: string,
  ) => string | undefined;
}

/** Sends `batch`; what the backend has not taken is back in the outbox. */
export function* dispatch(desk: Desk, batch: Batch): Dispatch {
  const { outbox } = desk;
  const trouble = yield* new BatchDispatch(desk, batch).send();
  if (trouble && mayBeTheSpans(trouble)) outbox.setAside(batch);
  else if (trouble) outbox.giveBack(batch);
  return trouble;
}

/**
 * The backend got them, and something went wrong with them: it may do so again
 * with the same ones, and must not keep others from being sent.
 */
function mayBeTheSpans({ why }: Trouble): boolean {
  return /^(HTTP (400|413|5\d\d)|timeout|ECONNRESET|EPIPE)$/.test(why);
}

/** What the backend said of spans that it took or refused. */
interface Answered {
  readonly why: string;
  readonly refused: number;
  /** The folder in which the refused ones lie now. */
  readonly keptIn?: string | undefined;
}

/** The same of one entry, while it is being searched. */
interface Fate extends Answered {
  refused: number;
  /** The refused ones, where it is known which they are. */
  readonly rejected: Uint8Array[];
  keptIn?: string | undefined;
}

/** An entry with refused spans in it. */
interface Refusal {
  readonly entry: Entry;
  readonly fate: Fate;
}

class BatchDispatch {
  readonly #desk: Desk;
  readonly #batch: Batch;
  /** Not final before it is known that the backend takes other spans. */
  readonly #refusals: Refusal[] = [];
  #refusalsInARow = 0;
  #hasTaken = false;

  constructor(desk: Desk, batch: Batch) {
    this.#desk = desk;
    this.#batch = batch;
  }

  *send(): Dispatch {
    const trouble = yield* this.#sendPart(this.#batch);
    const open = this.#refusals.filter((refusal) => !this.#isFinal(refusal));
    for (const refusal of this.#refusals) {
      if (!open.includes(refusal)) this.#refuse(refusal);
    }
    return trouble ?? (open[0] && destinationTrouble(open[0].fate.why));
  }

  *#sendPart(part: Batch): Dispatch {
    const verdict = this.#judge(yield bodyOf(part));
    switch (verdict.kind) {
      case 'taken':
        this.#take(part, verdict);
        return undefined;
      case 'bisect':
        return yield* this.#sendParts(part, verdict.why);
      default:
        return verdict;
    }
  }

  *#sendParts(part: Batch, why: string): Dispatch {
    const [only] = part;
    if (this.#isHopeless()) return destinationTrouble(why);
    if (part.length === 1 && only) return yield* this.#sendPieces(only, why);
    const half = Math.ceil(part.length / 2);
    const trouble = yield* this.#sendPart(part.slice(0, half));
    return trouble ?? (yield* this.#sendPart(part.slice(half)));
  }

  /** An entry leaves the outbox whole or not at all, and is counted then. */
  *#sendPieces(entry: Entry, why: string): Dispatch {
    const fate: Fate = { refused: 0, why, rejected: [] };
    const trouble = yield* this.#sendHalves(entry.bytes, fate);
    if (trouble) return trouble;
    if (fate.refused > 0) this.#refusals.push({ entry, fate });
    else this.#take([entry], fate);
    return undefined;
  }

  *#sendHalves(refused: Uint8Array, fate: Fate): Dispatch {
    const halves = this.#isHopeless() ? undefined : splitRequest(refused);
    if (!halves) {
      fate.refused += countSpans(refused);
      fate.rejected.push(refused);
    }
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
    this.#desk.counters.requests += 1;
    if (verdict.kind === 'taken') {
      this.#refusalsInARow = 0;
      this.#hasTaken = true;
    } else this.#desk.counters.requestFailed(verdict.why);
    if (verdict.kind === 'bisect') this.#refusalsInARow += 1;
    return verdict;
  }

  #isHopeless(): boolean {
    return this.#refusalsInARow > MAX_REFUSALS_IN_A_ROW;
  }

  /**
   * A backend that refuses everything is the wrong one, or one that is unwell:
   * then nothing is wrong with the spans. It has to take others, in the same
   * search or since these were refused before; for a single span it is enough
   * that it took the request before.
   */
  #isFinal({ entry }: Refusal): boolean {
    const { outbox } = this.#desk;
    if (this.#hasTaken || outbox.isSuspect(entry)) return true;
    const isLoneSpan = this.#batch.length === 1 && entry.spans === 1;
    return isLoneSpan && outbox.wasLastTaken;
  }

  #take(part: Batch, fate: Answered): void {
    this.#count(part, fate, this.#desk.outbox.taken(part));
  }

  #refuse({ entry, fate }: Refusal): void {
    const { outbox } = this.#desk;
    const part = [entry];
    const spans = this.#hasTaken ? outbox.taken(part) : outbox.refused(part);
    // What was taken back meanwhile is sent again.
    if (spans > 0) this.#keep(fate);
    this.#count(part, fate, spans);
  }

  #keep(fate: Fate): void {
    for (const each of fate.rejected) {
      fate.keptIn = this.#desk.keepRejected?.(each, fate.why);
    }
  }

  /** Only spans that are still on their way count: others are sent again. */
  #count(part: Batch, { refused, why, keptIn }: Answered, spans: number): void {
    const { counters } = this.#desk;
    const lost = Math.min(refused, spans);
    const lostOfDead = Math.min(recoveredIn(part), lost);
    counters.delivered += spans - lost;
    counters.recovered += Math.min(recoveredIn(part), spans - lost);
    if (lost === 0) return;
    counters.dropRecovered('refused', lostOfDead);
    counters.drop('refused', lost - lostOfDead);
    warnOnce(
      'WARN_EVERSPAN_REFUSED',
      `the backend refused ${String(lost)} span(s) for good: ` +
        (why === '' ? 'it gave no reason' : why) +
        (keptIn === undefined ? '' : `; kept in ${keptIn}`),
    );
  }
}

function destinationTrouble(why: string): Trouble {
  return { kind: 'destination', why };
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
