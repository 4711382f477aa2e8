/**
 * Empties the journals of dead processes, for somebody who waits for it: a
 * person, or the supervisor of a process that was killed.
 */
import { hold, monotonicMs } from '../internal/clock';
import { claim } from '../journal/claim';
import type { ClaimedJournal } from '../journal/claimed';
import type { Binding } from '../journal/header';
import { findDead, type Found, type Recoverer } from '../journal/find-dead';
import type { Rejected } from '../journal/rejected';
import { countSpans, hasFailure } from '../journal/request';
import { AddressBook } from './address-book';
import { shortWaitMs, type Waiter } from './backoff';
import { BATCH_BYTES } from './courier';
import { openLine, type Line } from './courier-request';
import type { Destination } from './destination';
import { dispatch, type Desk, type Trouble } from './dispatch';
import { Entry } from './entry';
import { Outbox, type Batch } from './outbox';
import { firstHostOf } from './route';
import { Counters } from './stats';

/** Whose journals. */
export interface Dead {
  readonly recoverer: Recoverer;
  /** Only what was written since then, in milliseconds since the epoch. */
  readonly sinceMs: number;
}

export interface DrainOptions extends Dead {
  readonly destination: Destination;
  /** Keeps what the backend will never take. */
  readonly rejected: Pick<Rejected, 'keep'>;
  readonly waiter: Waiter;
  /** Milliseconds to wait for a backend that takes nothing. */
  readonly patienceMs: number;
  /** Settles when there is no more time; what is left is then given back. */
  readonly until: Promise<void>;
}

export interface Drained {
  readonly sent: number;
  /** Taken, but refused for good. */
  readonly refused: number;
  /** What stood in the way; `undefined` if nothing did. */
  readonly why: string | undefined;
}

/** Sends what dead processes left. Never rejects for a backend's sake. */
export async function drain(options: DrainOptions): Promise<Drained> {
  const { destination, rejected } = options;
  const keepRejected: Desk['keepRejected'] = (request, why) =>
    rejected.keep(request, why);
  const counters = new Counters();
  const { lookup } = new AddressBook(firstHostOf(destination));
  const line = openLine(destination, lookup);
  try {
    const why = await eachJournal(options, (journal) => {
      const outbox = outboxOf(journal, counters);
      const desk = { outbox, counters, keepRejected };
      return deliver({ ...desk, journal, line }, options);
    });
    const { delivered, dropped } = counters.read('everspan', 0);
    return { sent: delivered, refused: dropped.refused, why };
  } finally {
    line.close();
  }
}

/**
 * Gives what dead processes left to `write`, which keeps it.
 *
 * @param write is given all requests of one journal; what it throws ends it
 * @returns how many spans it took
 */
export async function drainInto(
  write: (requests: readonly Uint8Array[]) => void,
  dead: Dead,
): Promise<number> {
  let spans = 0;
  await eachJournal(dead, (journal) => {
    const requests = journal.requests.map((each) => each.read());
    write(requests);
    journal.taken(journal.requests);
    spans += countAll(requests);
    return Promise.resolve(undefined);
  });
  return spans;
}

/** Spans that dead processes left, and for whom they are. */
export interface Left {
  readonly binding: Binding;
  readonly spans: number;
}

/** Counts the spans that dead processes left in each journal, for whomever. */
export async function leftIn(dead: Dead): Promise<readonly Left[]> {
  const recoverer = { ...dead.recoverer, binding: undefined };
  const left: Left[] = [];
  await eachJournal({ ...dead, recoverer }, (journal, { binding }) => {
    const requests = journal.requests.map((each) => each.read());
    left.push({ binding, spans: countAll(requests) });
    return Promise.resolve(undefined);
  });
  return left;
}

/** What is done with one journal; tells why no other need be tried. */
type Step = (
  journal: ClaimedJournal,
  found: Found,
) => Promise<string | undefined>;

/** One after the other; what `step` leaves is given back. */
async function eachJournal(
  dead: Dead,
  step: Step,
): Promise<string | undefined> {
  for (const each of found(dead)) {
    const journal = claim(each, dead.recoverer);
    if (!journal) continue;
    try {
      const why = await step(journal, each);
      if (why !== undefined) return why;
    } finally {
      journal.giveBack();
    }
  }
  return undefined;
}

function found({ recoverer, sinceMs }: Dead): readonly Found[] {
  const dead = findDead(recoverer);
  return dead.filter(({ writtenMs }) => writtenMs >= sinceMs);
}

function countAll(requests: readonly Uint8Array[]): number {
  return requests.reduce((sum, request) => sum + countSpans(request), 0);
}

function outboxOf(journal: ClaimedJournal, counters: Counters): Outbox {
  const outbox = new Outbox(Number.POSITIVE_INFINITY, counters);
  for (const stored of journal.requests) {
    const bytes = stored.read();
    const spans = countSpans(bytes);
    const failed = hasFailure(bytes);
    outbox.add(new Entry({ bytes, spans, failed, stored }));
  }
  return outbox;
}

interface Delivery extends Desk {
  readonly journal: ClaimedJournal;
  readonly line: Line;
}

/** Every batch that is taken renews the patience. */
async function deliver(
  delivery: Delivery,
  options: DrainOptions,
): Promise<string | undefined> {
  const { outbox, journal } = delivery;
  const { patienceMs, waiter, until } = options;
  let deadlineMs = monotonicMs() + patienceMs;
  for (let troubles = 0; ;) {
    const batch = outbox.take(BATCH_BYTES);
    if (batch.length === 0) return undefined;
    journal.beat();
    const budgetMs = deadlineMs - monotonicMs();
    const trouble = await within(budgetMs, until, send(delivery, batch));
    if (trouble === 'late') return 'no answer in time';
    troubles = trouble ? troubles + 1 : 0;
    if (!trouble) deadlineMs = monotonicMs() + patienceMs;
    const patience = { waiter, remainingMs: deadlineMs - monotonicMs() };
    const waitMs = trouble ? shortWaitMs(trouble, troubles, patience) : 0;
    if (waitMs === undefined) return trouble?.why;
    if (waitMs > 0) await within(waitMs, until, until);
  }
}

async function send(
  delivery: Delivery,
  batch: Batch,
): Promise<Trouble | undefined> {
  const { line } = delivery;
  const sending = dispatch(delivery, batch);
  let step = sending.next();
  while (!step.done) step = sending.next(await line.send(step.value));
  return step.value;
}

/** Holds the process meanwhile, which the sockets of a line do not. */
async function within<Result>(
  ms: number,
  until: Promise<void>,
  work: Promise<Result>,
): Promise<Result | 'late'> {
  const budget = hold(Math.max(0, ms));
  const late = Promise.race([budget.over, until]).then(() => 'late' as const);
  try {
    return await Promise.race([work, late]);
  } finally {
    budget.release();
  }
}
