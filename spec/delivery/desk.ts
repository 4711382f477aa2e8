/** An outbox with its counters, and what drives a dispatch by hand. */
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { dispatch, type Desk, type Trouble } from '../../lib/delivery/dispatch';
import { Entry } from '../../lib/delivery/entry';
import { Intake } from '../../lib/delivery/intake';
import { Outbox, type Batch } from '../../lib/delivery/outbox';
import { Counters, type Stats } from '../../lib/delivery/stats';
import type { Answer } from '../../lib/delivery/verdict';
import { namesIn } from './ended-spans';

const ROOMY = 33_554_432;

/** An outbox that takes spans as well, through an intake without a journal. */
export class FedOutbox extends Outbox {
  readonly #intake: Intake;

  constructor(maxBytes: number, counters: Counters) {
    super(maxBytes, counters);
    this.#intake = new Intake({
      redact: (span) => span,
      journal: undefined,
      counters,
      detached: (fn) => {
        fn();
      },
      onEntry: (entry) => {
        this.add(entry);
      },
      onReleased: () => undefined,
    });
    this.feedFrom(this.#intake);
  }

  override add(added: Entry | ReadableSpan): void {
    if (added instanceof Entry) super.add(added);
    else this.#intake.end(added);
  }
}

export interface FedDesk extends Desk {
  readonly outbox: FedOutbox;
}

export function newDesk(maxBytes = ROOMY): FedDesk {
  const counters = new Counters();
  return { counters, outbox: new FedOutbox(maxBytes, counters) };
}

export function statsOf({ counters, outbox }: Desk): Stats {
  return counters.read('everspan', outbox.waiting);
}

/** Takes all there is, in batches of about `maxBytes`. */
export function takeAll(outbox: Outbox, maxBytes = ROOMY): readonly Batch[] {
  const batches: Batch[] = [];
  for (;;) {
    const batch = outbox.take(maxBytes);
    if (batch.length === 0) return batches;
    batches.push(batch);
  }
}

export function namesInBatch(batch: Batch): readonly string[] {
  return batch.flatMap(({ bytes }) => namesIn(bytes));
}

export function answer(status: number, body = ''): Answer {
  return {
    kind: 'response',
    status,
    contentType: 'application/json',
    retryAfter: '',
    body: Buffer.from(body),
  };
}

export interface Dispatched {
  readonly trouble: Trouble | undefined;
  /** The names in each request, in order. */
  readonly requests: readonly (readonly string[])[];
  /** The names in the requests that were answered with 200. */
  readonly delivered: readonly string[];
}

const NOTHING: Dispatched = {
  trouble: undefined,
  requests: [],
  delivered: [],
};

/** A backend that answers by the names of the spans and the request's number. */
export type Backend = (names: readonly string[], nth: number) => Answer;

/** Dispatches the next batch to `backend`. */
export function dispatchNext(desk: Desk, backend: Backend): Dispatched {
  const batch = desk.outbox.take(ROOMY);
  if (batch.length === 0) return NOTHING;
  const sending = dispatch(desk, batch);
  const requests: (readonly string[])[] = [];
  const delivered: string[] = [];
  let step = sending.next();
  while (!step.done) {
    const names = namesIn(step.value);
    requests.push(names);
    const answered = backend(names, requests.length);
    const isTaken = answered.kind === 'response' && answered.status === 200;
    if (isTaken) delivered.push(...names);
    step = sending.next(answered);
  }
  return { trouble: step.value, requests, delivered };
}

/** Dispatches until nothing waits, or every batch that waits has had its turn. */
export function dispatchAll(
  desk: FedDesk,
  backend: Backend,
): readonly string[] {
  const delivered: string[] = [];
  for (let troubles = 0; troubles < 16;) {
    const each = dispatchNext(desk, backend);
    if (each.requests.length === 0) break;
    if (each.trouble) troubles += 1;
    delivered.push(...each.delivered);
  }
  return delivered;
}
