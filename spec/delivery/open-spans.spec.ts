import { trace } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { OpenSpans } from '../../lib/delivery/open-spans';
import { openSpan, parentContext } from './ended-spans';

function withSpans(...spans: readonly Span[]): OpenSpans {
  const openSpans = new OpenSpans();
  for (const span of spans) openSpans.add(span);
  return openSpans;
}

describe('OpenSpans', () => {
  it('gives children before their parents', () => {
    const [parent, child, grandchild] = [openSpan(), openSpan(), openSpan()];
    const openSpans = withSpans(parent, child, grandchild);
    const order = openSpans.youngestFirst();
    expect(order).to.have.ordered.members([grandchild, child, parent]);
    expect(openSpans.size).to.equal(3);
  });

  it('lets go of a span that has ended', () => {
    const [first, second] = [openSpan(), openSpan()];
    const openSpans = withSpans(first, second);
    openSpans.delete(first);
    openSpans.delete(first);
    expect(openSpans.youngestFirst()).to.have.ordered.members([second]);
  });

  it('is not disturbed when spans end while they are looked through', () => {
    const openSpans = withSpans(openSpan(), openSpan(), openSpan());
    for (const span of openSpans.youngestFirst()) openSpans.delete(span);
    expect(openSpans.size).to.equal(0);
  });

  it('finds an open span, and nothing else', () => {
    const span = openSpan();
    const openSpans = withSpans(span);
    expect(openSpans.find(span)).to.equal(span);
    expect(openSpans.find(openSpan())).to.equal(undefined);
    expect(openSpans.find(trace.wrapSpanContext(parentContext()))).to.equal(
      undefined,
    );
    expect(openSpans.find(undefined)).to.equal(undefined);
  });

  it('holds 100 000 at most and lets the oldest go', () => {
    const openSpans = withSpans();
    const spans = Array.from({ length: 100_002 }, () => ({}) as Span);
    for (const span of spans) openSpans.add(span);
    expect(openSpans.size).to.equal(100_000);
    expect(openSpans.find(spans[1])).to.equal(undefined);
    expect(openSpans.find(spans[2])).to.equal(spans[2]);
  });
});
