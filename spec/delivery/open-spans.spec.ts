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

  it('keeps the order of many, whichever of them end', () => {
    const spans = Array.from({ length: 1_000 }, () => ({}) as Span);
    const openSpans = withSpans(...spans);
    for (const [nth, span] of spans.entries()) {
      if (nth % 3 === 0) openSpans.delete(span);
    }
    const open = spans.filter((_, nth) => nth % 3 !== 0);
    expect(openSpans.oldestFirst()).to.have.ordered.members(open);
    expect(openSpans.size).to.equal(open.length);
  });

  it('holds 100 000 and a few at most, and lets the oldest go', () => {
    const openSpans = withSpans();
    const spans = Array.from({ length: 100_100 }, () => ({}) as Span);
    for (const span of spans) openSpans.add(span);
    expect(openSpans.size).to.be.within(100_000, 100_064);
    expect(openSpans.find(spans[0])).to.equal(undefined);
    expect(openSpans.find(spans[1_000])).to.equal(spans[1_000]);
  });
});
