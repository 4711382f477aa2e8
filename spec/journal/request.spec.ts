import { expect } from 'chai';
import {
  countSpans,
  hasFailure,
  spanKeys,
  summaryOf,
} from '../../lib/journal/request';
import { endedSpan, endedSpans, requestOf } from '../delivery/ended-spans';

describe('spanKeys', () => {
  it('gives trace id and span id of every span, in order', () => {
    const spans = [...endedSpans(3), ...endedSpans(2, { service: 'billing' })];
    const keys = spans.map((span) => {
      const { traceId, spanId } = span.spanContext();
      return traceId + spanId;
    });
    expect([...spanKeys(requestOf(spans))]).to.deep.equal(keys);
  });
});

describe('hasFailure', () => {
  it('is true where any span failed, and only there', () => {
    const fine = endedSpans(3, { service: 'billing' });
    const failed = endedSpan({ failed: true });
    expect(hasFailure(requestOf([...fine, failed]))).to.equal(true);
    expect(hasFailure(requestOf(fine))).to.equal(false);
    expect(hasFailure(new Uint8Array())).to.equal(false);
    const together = Buffer.concat([requestOf(fine), requestOf([failed])]);
    expect(summaryOf(together)).to.deep.equal({ spans: 4, failed: true });
  });
});

describe('countSpans', () => {
  it('counts over all resources and scopes', () => {
    const spans = [
      ...endedSpans(3),
      ...endedSpans(2, { scope: 'http' }),
      ...endedSpans(4, { service: 'billing' }),
    ];
    expect(countSpans(requestOf(spans))).to.equal(9);
  });

  it('counts requests that stand behind each other as one', () => {
    const both = [requestOf(endedSpans(2)), requestOf(endedSpans(3))];
    expect(countSpans(Buffer.concat(both))).to.equal(5);
  });

  it('counts none in an empty request', () => {
    expect(countSpans(new Uint8Array())).to.equal(0);
  });
});
