import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { detachedRunner } from '../../lib/delivery/detached';
import { Enquiry } from '../../lib/delivery/enquiry';
import type { Answer } from '../../lib/delivery/verdict';
import { overhearing } from '../internal/overheard';
import { until } from './answering-server';
import { openSpan } from './ended-spans';

const LONG_AGO = new Date(Date.now() - 60_000);
/** Rounds after which another request would have come. */
const MANY = 40;

const RESPONSE = {
  kind: 'response',
  status: 200,
  contentType: 'application/x-protobuf',
  retryAfter: '',
  body: new Uint8Array(),
} as const satisfies Answer;
const NOBODY: Answer = { kind: 'failure', code: 'ECONNREFUSED', message: '' };

describe('Enquiry', () => {
  const lines = overhearing();
  const closing: Enquiry[] = [];

  afterEach(() => {
    for (const enquiry of closing.splice(0)) enquiry.close();
  });

  /** One whose requests are counted, and answered one after the other. */
  function asking(
    openSpans: Iterable<ReadableSpan>,
    answers: (Answer | Error)[] = [],
  ) {
    const bodies: Uint8Array[] = [];
    const heard: Answer[] = [];
    let closed = 0;
    const enquiry = new Enquiry({
      openSpans,
      detached: detachedRunner(),
      lastingMs: 2,
      onAnswer: (answer) => heard.push(answer),
      openLine: () => ({
        send: (body) => {
          bodies.push(body);
          const answer = answers[bodies.length - 1] ?? RESPONSE;
          if (answer instanceof Error) return Promise.reject(answer);
          return Promise.resolve(answer);
        },
        close: () => (closed += 1),
      }),
    });
    closing.push(enquiry);
    return { enquiry, bodies, heard, closed: () => closed };
  }

  const lasting = (): ReadableSpan => openSpan({ startTime: LONG_AGO });

  async function rounds(count = MANY): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  it('asks once, without a span, for the sake of one that lasts', async () => {
    const { enquiry, bodies, heard, closed } = asking([lasting()]);
    enquiry.started();
    await until(() => heard.length > 0);
    enquiry.started();
    await rounds();
    expect(bodies).to.deep.equal([new Uint8Array()]);
    expect(heard).to.deep.equal([RESPONSE]);
    expect(closed()).to.equal(1);
  });

  it('asks nobody before a span has started', async () => {
    const { bodies } = asking([lasting()]);
    await rounds();
    expect(bodies).to.deep.equal([]);
  });

  it('asks nobody once the backend has answered anything', async () => {
    const { enquiry, bodies } = asking([lasting()]);
    enquiry.started();
    enquiry.note(RESPONSE);
    enquiry.started();
    await rounds();
    expect(bodies).to.deep.equal([]);
  });

  it('asks again, by and by, while nobody answers', async () => {
    const answers = [NOBODY, { kind: 'timeout' } as const];
    const { enquiry, bodies, heard } = asking([lasting()], answers);
    enquiry.note(NOBODY);
    enquiry.started();
    await until(() => bodies.length === 3);
    await until(() => heard.includes(RESPONSE));
  });

  it('waits until a span has been open for long', async () => {
    const startTime = new Date(Date.now() + 3_600_000);
    const spans: ReadableSpan[] = [openSpan({ startTime })];
    const { enquiry, bodies } = asking(spans);
    enquiry.started();
    await rounds();
    expect(bodies).to.deep.equal([]);
    spans.unshift(lasting());
    await until(() => bodies.length === 1);
  });

  it('rests while nothing is open, and begins anew', async () => {
    const spans: ReadableSpan[] = [];
    const { enquiry, bodies } = asking(spans);
    enquiry.started();
    await rounds();
    spans.push(lasting());
    await rounds();
    expect(bodies).to.deep.equal([]);
    enquiry.started();
    await until(() => bodies.length === 1);
  });

  it('gives up by our own fault, which is told and rejects nothing', async () => {
    const { enquiry, bodies, closed } = asking(
      [lasting()],
      [new Error('a bug')],
    );
    enquiry.started();
    await until(() => closed() === 1);
    enquiry.started();
    await rounds();
    expect(bodies).to.have.lengthOf(1);
    expect(lines()[0]).to.include('a bug (WARN_EVERSPAN_INTERNAL)');
  });

  it('asks no more when it is closed', async () => {
    const { enquiry, bodies } = asking([lasting()]);
    enquiry.started();
    enquiry.close();
    enquiry.started();
    await rounds();
    expect(bodies).to.deep.equal([]);
  });
});
