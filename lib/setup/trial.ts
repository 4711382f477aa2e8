/** One test span, sent as `init()` would send it. */
import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { AddressBook } from '../delivery/address-book';
import { openLine } from '../delivery/courier-request';
import type { Destination } from '../delivery/destination';
import { firstHostOf } from '../delivery/route';
import { serialiserWith } from '../delivery/serialise';
import { verdictOf, type Answer, type Verdict } from '../delivery/verdict';
import { hold, wallClockMs } from '../internal/clock';
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

/** The name of the span that a person looks for. */
export const TEST_SPAN = 'everspan doctor';

/** Sends one span to `destination`, once. Never rejects. */
export async function tryDelivery(destination: Destination): Promise<Trial> {
  const span = await testSpan();
  const [request] = serialiserWith(spanRedaction({}))([span]);
  const { lookup } = new AddressBook(firstHostOf(destination));
  const line = openLine(destination, lookup);
  // The courier keeps no program alive; whoever waits for it here must.
  // Longer than the courier's own timer, which keeps nothing alive either.
  const awake = hold(2 * destination.timeoutMs);
  const sentMs = wallClockMs();
  const answer = await line.send(request?.bytes ?? new Uint8Array());
  const answeredMs = wallClockMs();
  awake.release();
  line.close();
  const verdict = verdictOf(answer, answeredMs);
  const { traceId } = span.spanContext();
  return { answer, verdict, sentMs, answeredMs, traceId };
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
