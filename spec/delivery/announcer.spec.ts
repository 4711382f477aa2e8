import { TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { Announcer } from '../../lib/delivery/announcer';
import { detachedRunner } from '../../lib/delivery/detached';
import type { Redact } from '../../lib/delivery/serialise';
import type { Answer } from '../../lib/delivery/verdict';
import { decodeTraces } from '../../lib/viewer/otlp/decode';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { overhearing } from '../internal/overheard';
import { until } from './answering-server';
import { openSpan, type SpanFields } from './ended-spans';

const LONG_AGO = new Date(Date.now() - 60_000);
/** Rounds after which a second request would have come. */
const MANY = 20;

const RESPONSE = {
  kind: 'response',
  status: 200,
  contentType: 'application/x-protobuf',
  retryAfter: '',
  body: new Uint8Array(),
} as const satisfies Answer;
const MORE = { ...RESPONSE, takesRunning: true } as const satisfies Answer;

function longOpen(fields: SpanFields = {}): ReadableSpan {
  return openSpan({ startTime: LONG_AGO, ...fields });
}

describe('Announcer', () => {
  overhearing();
  const closing: Announcer[] = [];

  afterEach(() => {
    for (const announcer of closing.splice(0)) announcer.close();
  });

  /** One whose requests are kept, and answered one after the other. */
  function announcing(
    openSpans: Iterable<ReadableSpan>,
    answers: readonly Answer[] = [],
    redact: Redact = (span) => span,
  ) {
    const requests: (readonly ReceivedSpan[])[] = [];
    let opened = 0;
    let closed = 0;
    const announcer = new Announcer({
      openSpans,
      redact,
      detached: detachedRunner(),
      intervalMs: 2,
      openLine: () => {
        opened += 1;
        return {
          send: (body) => {
            requests.push(decodeTraces(body, 'protobuf').spans);
            return Promise.resolve(answers[requests.length - 1] ?? MORE);
          },
          close: () => (closed += 1),
        };
      },
    });
    closing.push(announcer);
    return {
      announcer,
      requests,
      counts: () => ({ opened, closed }),
    };
  }

  async function rounds(count = MANY): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  it('tells nobody who has not asked', async () => {
    const { announcer, requests, counts } = announcing([longOpen()]);
    announcer.note(RESPONSE);
    await rounds();
    expect(requests).to.deep.equal([]);
    expect(counts()).to.deep.equal({ opened: 0, closed: 0 });
  });

  it('tells what is open, without end and events, for as long as it is', async () => {
    const span = openSpan({ startTime: LONG_AGO, attributes: { order: 7 } });
    span.addEvent('retry');
    const { announcer, requests } = announcing([span]);
    announcer.note(MORE);
    await until(() => requests.length > 2);
    const [told] = requests[0] ?? [];
    expect(told).to.deep.include({
      spanId: span.spanContext().spanId,
      endTimeUnixNano: '0',
      events: [],
      attributes: { order: 7, 'everspan.running': true },
    });
    expect(span.attributes).to.deep.equal({ order: 7 });
  });

  for (const [what, answer] of [
    ['that asks for nothing', RESPONSE],
    ['that redirects', { ...MORE, status: 307 }],
    ['that refuses', { ...MORE, status: 404 }],
    ['that does not come', { kind: 'timeout' }],
    ['of which nothing is left', { kind: 'failure', code: 'X', message: '' }],
  ] as const) {
    it(`ends at an answer ${what}, and begins anew when asked again`, async () => {
      const { announcer, requests } = announcing([longOpen()], [answer]);
      announcer.note(MORE);
      await until(() => requests.length === 1);
      await rounds();
      expect(requests).to.have.lengthOf(1);
      announcer.note(MORE);
      await until(() => requests.length > 1);
    });
  }

  it('leaves out what has just started, and what is not sampled', async () => {
    const unsampled = longOpen({ name: 'unsampled' });
    const context = unsampled.spanContext();
    const traceFlags = TraceFlags.NONE;
    Object.assign(unsampled, {
      spanContext: () => ({ ...context, traceFlags }),
    });
    const startTime = new Date(Date.now() + 3_600_000);
    const young = openSpan({ name: 'young', startTime });
    const spans = [young, unsampled, longOpen({ name: 'told' })];
    const { announcer, requests } = announcing(spans);
    announcer.note(MORE);
    await until(() => requests.length > 0);
    expect(requests[0]?.map(({ name }) => name)).to.deep.equal(['told']);
  });

  it('sends no request where nothing has been open for long', async () => {
    const { announcer, requests, counts } = announcing([]);
    announcer.note(MORE);
    await rounds();
    expect(requests).to.deep.equal([]);
    expect(counts().opened).to.equal(0);
  });

  it('tells of 256 spans at most, those that have been open for longest', async () => {
    const spans = Array.from({ length: 400 }, (_, nth) =>
      longOpen({ name: String(nth) }),
    );
    const { announcer, requests } = announcing(spans);
    announcer.note(MORE);
    await until(() => requests.length > 0);
    expect(requests[0]).to.have.lengthOf(256);
    expect(requests[0]?.[0]?.name).to.equal('0');
  });

  it('looks at 4096 spans at most, for thousands may have just started', async () => {
    const startTime = new Date(Date.now() + 3_600_000);
    const young = openSpan({ name: 'young', startTime });
    const spans: ReadableSpan[] = Array.from({ length: 4_097 }, () => young);
    spans[4_095] = longOpen({ name: 'looked at' });
    spans[4_096] = longOpen({ name: 'beyond' });
    const { announcer, requests } = announcing(spans);
    announcer.note(MORE);
    await until(() => requests.length > 0);
    expect(requests[0]?.map(({ name }) => name)).to.deep.equal(['looked at']);
  });

  it('leaves out what would make a request larger than half a megabyte', async () => {
    const text = 'x'.repeat(200_000);
    const large = ['a', 'b', 'c'].map((name) =>
      longOpen({ name, attributes: { text } }),
    );
    const spans = [...large, longOpen({ name: 'small' })];
    const { announcer, requests } = announcing(spans);
    announcer.note(MORE);
    await until(() => requests.length > 0);
    const names = requests[0]?.map(({ name }) => name);
    expect(names).to.deep.equal(['a', 'b', 'small']);
  });

  it('shows nothing that is redacted', async () => {
    const span = longOpen({ attributes: { password: 'hunter2' } });
    const redact: Redact = (seen) =>
      Object.assign(Object.create(seen) as ReadableSpan, {
        attributes: { ...seen.attributes, password: '[redacted]' },
      });
    const { announcer, requests } = announcing([span], [], redact);
    announcer.note(MORE);
    await until(() => requests.length > 0);
    expect(requests[0]?.[0]?.attributes).to.include({
      password: '[redacted]',
    });
  });

  it('gives up on a span that cannot be told, and goes on', async () => {
    const bad = longOpen({ name: 'bad' });
    const redact: Redact = (span) => {
      if (span.name === 'bad') throw new Error('no');
      return span;
    };
    const spans = [bad, longOpen({ name: 'good' })];
    const { announcer, requests } = announcing(spans, [], redact);
    announcer.note(MORE);
    await until(() => requests.length > 0);
    expect(requests[0]?.map(({ name }) => name)).to.deep.equal(['good']);
  });

  it('says no more when it is closed, and closes its line', async () => {
    const { announcer, requests, counts } = announcing([longOpen()]);
    announcer.note(MORE);
    await until(() => requests.length > 0);
    announcer.close();
    announcer.note(MORE);
    const before = requests.length;
    await rounds();
    expect(requests.length).to.equal(before);
    expect(counts()).to.deep.equal({ opened: 1, closed: 1 });
  });
});
