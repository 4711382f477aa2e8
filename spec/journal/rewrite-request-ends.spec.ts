import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import { spanKeys } from '../../lib/journal/request';
import { endSpans, type Interruption } from '../../lib/journal/rewrite-request';
import {
  endedSpan,
  openSpan,
  parentContext,
  requestOf,
  spansIn,
} from '../delivery/ended-spans';

const ERROR: number = SpanStatusCode.ERROR;

const KILLED: Interruption = {
  endTimeUnixNano: 4_095_000_000_123_456_789n,
  attributes: { 'everspan.interrupted': 'killed' },
  statusMessage: 'the process was killed',
};

function keysOf(request: Uint8Array): ReadonlySet<string> {
  return new Set(spanKeys(request));
}

describe('endSpans', () => {
  it('ends no span before it started', () => {
    const request = requestOf([openSpan({ name: 'charge' })]);
    const early = { ...KILLED, endTimeUnixNano: 1n };
    const [span] = spansIn(endSpans(request, keysOf(request), early));
    expect(span?.endTimeUnixNano).to.equal(span?.startTimeUnixNano);
  });

  it('ends open spans as failed, with the time and attribute given', () => {
    const attributes = { order: 7 };
    const request = requestOf([openSpan({ name: 'charge', attributes })]);
    const [span] = spansIn(endSpans(request, keysOf(request), KILLED));
    expect(span?.endTimeUnixNano).to.equal(String(KILLED.endTimeUnixNano));
    expect(span?.status).to.deep.include({
      code: ERROR,
      message: 'the process was killed',
    });
    const given = Object.fromEntries(Object.entries(span?.attributes ?? {}));
    expect(JSON.stringify(given)).to.include('killed').and.include('order');
  });

  it('changes nothing else of a span', () => {
    const request = requestOf([
      openSpan({
        parent: parentContext(),
        links: [{ context: parentContext() }],
        attributes: { text: 'é'.repeat(5_000) },
      }),
    ]);
    const [before] = spansIn(request);
    const [after] = spansIn(endSpans(request, keysOf(request), KILLED));
    const { endTimeUnixNano, status, attributes } = before ?? {};
    const same = { ...after, endTimeUnixNano, status, attributes };
    expect(same).to.deep.equal(before);
    expect(after?.attributes).to.deep.include(attributes);
  });

  it('leaves a span that has ended already as it is', () => {
    const request = requestOf([endedSpan({ failed: true })]);
    const ended = endSpans(request, keysOf(request), KILLED);
    expect(spansIn(ended)).to.deep.equal(spansIn(request));
  });

  it('leaves out spans that are not asked for, and their groups', () => {
    const first = openSpan({ name: 'first', service: 'billing' });
    const second = openSpan({ name: 'second' });
    const request = requestOf([first, second]);
    const [, key = ''] = spanKeys(request);
    const ended = endSpans(request, new Set([key]), KILLED);
    expect(spansIn(ended).map(({ name }) => name)).to.deep.equal(['second']);
    expect(Buffer.from(ended).includes('billing')).to.equal(false);
  });

  it('is whole when ended requests stand behind each other', () => {
    const requests = [1, 2, 3].map((n) => {
      const request = requestOf([openSpan({ name: `open ${n}` })]);
      return endSpans(request, keysOf(request), KILLED);
    });
    const spans = spansIn(Buffer.concat(requests));
    expect(spans).to.have.lengthOf(3);
    for (const { status } of spans) expect(status.code).to.equal(ERROR);
  });
});
