/**
 * One test span, sent as `init()` would send it: as in the life of a process,
 * and then as at its end, which goes another way.
 */
import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { AddressBook } from '../delivery/address-book';
import { openLine } from '../delivery/courier-request';
import type { Destination } from '../delivery/destination';
import { LineAtExit } from '../delivery/line-at-exit';
import { firstHostOf } from '../delivery/route';
import { serialiserWith } from '../delivery/serialise';
import { verdictOf, type Answer, type Verdict } from '../delivery/verdict';
import { hold, monotonicMs, wallClockMs } from '../internal/clock';
import { reason } from '../internal/diag';
import { resourceFor } from './provider';
import { spanRedaction } from './redaction';

export type { Answer };

/** What came of one test span. */
export interface Trial {
  readonly answer: Answer;
  readonly verdict: Verdict;
  /** When it was sent, and when the answer was there; since the epoch. */
  readonly sentMs: number;
  readonly answeredMs: number;
  readonly traceId: string;
}

/** What came of it where the event loop stood still. */
export type TrialAtExit =
  | {
      readonly kind: 'sent';
      readonly answer: Answer;
      readonly verdict: Verdict;
      /** Milliseconds that it was given. */
      readonly budgetMs: number;
    }
  /** No milliseconds are to be spent on it. */
  | { readonly kind: 'off' }
  /** The host lets no thread be started. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Trials {
  readonly inLife: Trial;
  readonly atExit: TrialAtExit;
}

/** The name of the span that a person looks for. */
export const TEST_SPAN = 'everspan doctor';

/**
 * Sends one span to `destination`, once in each way. Never rejects.
 *
 * @param exitTimeoutMs milliseconds that the end of a process may wait
 */
export async function tryDelivery(
  destination: Destination,
  exitTimeoutMs: number,
): Promise<Trials> {
  const span = await testSpan();
  const [request] = serialiserWith(spanRedaction({}))([span]);
  const body = request?.bytes ?? new Uint8Array();
  const addressBook = new AddressBook(firstHostOf(destination));
  const { traceId } = span.spanContext();
  const sent = await sendInLife(body, destination, addressBook);
  const atExit = sendAtExit(body, exitTimeoutMs, {
    destination,
    addresses: () => addressBook.addresses,
  });
  return { inLife: { ...sent, traceId }, atExit };
}

async function sendInLife(
  body: Uint8Array,
  destination: Destination,
  { lookup }: AddressBook,
): Promise<Omit<Trial, 'traceId'>> {
  const line = openLine(destination, lookup);
  // The courier keeps no program alive; whoever waits for it here must.
  // Longer than the courier's own timer, which keeps nothing alive either.
  const awake = hold(2 * destination.timeoutMs);
  const sentMs = wallClockMs();
  const answer = await line.send(body);
  const answeredMs = wallClockMs();
  awake.release();
  line.close();
  const verdict = verdictOf(answer, answeredMs);
  return { answer, verdict, sentMs, answeredMs };
}

function sendAtExit(
  body: Uint8Array,
  budgetMs: number,
  wiring: ConstructorParameters<typeof LineAtExit>[0],
): TrialAtExit {
  if (budgetMs === 0) return { kind: 'off' };
  const line = new LineAtExit(wiring);
  const deadlineMs = monotonicMs() + budgetMs;
  try {
    line.open();
    const answer = line.send(body, deadlineMs);
    const verdict = verdictOf(answer, wallClockMs());
    return { kind: 'sent', answer, verdict, budgetMs };
  } catch (error) {
    return { kind: 'refused', why: reason(error) };
  } finally {
    line.close();
  }
}

/** Sampled always, whatever the variables say: it is to arrive. */
async function testSpan(): Promise<ReadableSpan> {
  const ended: ReadableSpan[] = [];
  const provider = new TracerProvider({
    resource: resourceFor({}),
    spanProcessors: [
      {
        onStart: () => undefined,
        onEnd: (span) => ended.push(span),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  });
  provider
    .getTracer('everspan')
    .startSpan(TEST_SPAN, { root: true }, ROOT_CONTEXT)
    .end();
  await provider.shutdown();
  const [span] = ended;
  if (!span) throw new Error('the SDK ended no span');
  return span;
}
