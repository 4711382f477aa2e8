import { expect } from 'chai';
import { search } from '../../../lib/viewer/answers/search';
import {
  exceptionEvent,
  failedSpan,
  receivedSpan,
} from '../store/received-spans';

describe('search', () => {
  const link = { traceState: '', flags: 0, droppedAttributesCount: 0 };
  const span = failedSpan({
    traceId: 'aaaa',
    spanId: 'bbbb',
    name: 'Charge card',
    status: { code: 2, message: 'no such key' },
    attributes: {
      'order.id': 'order-7',
      total: 4_200,
      items: [{ sku: 'tea' }],
    },
    events: [exceptionEvent('AccessDenied', 'bad credentials', 'at charge')],
    links: [
      { ...link, traceId: 'c', spanId: 'd', attributes: { via: 'rabbit' } },
    ],
    resource: { attributes: { 'service.name': 'shop' } },
  });

  for (const [text, where] of [
    ['charge', 'name'],
    ['  CARD ', 'name'],
    ['aaaa', 'trace id'],
    ['bbbb', 'span id'],
    ['such key', 'status'],
    ['order.id', 'attribute order.id'],
    ['order-7', 'attribute order.id'],
    ['4200', 'attribute total'],
    ['tea', 'attribute items'],
    ['credentials', 'event exception exception.message'],
    ['accessdenied', 'event exception exception.type'],
    ['rabbit', 'link via'],
    ['shop', 'resource service.name'],
  ] as const) {
    it(`finds "${text}" in ${where}`, () => {
      const hit = {
        traceId: 'aaaa',
        spanId: 'bbbb',
        name: 'Charge card',
        service: 'shop',
        status: 'failed',
        where,
      };
      const found = { hits: [hit], isCut: false };
      expect(search(text, [span])).to.deep.equal(found);
    });
  }

  for (const text of ['', '  ', 'nobody']) {
    it(`finds nothing for "${text}"`, () => {
      expect(search(text, [span]).hits).to.deep.equal([]);
    });
  }

  it('stops at 200 and says so', () => {
    const spans = Array.from({ length: 201 }, () => receivedSpan());
    const { hits, isCut } = search('charge', spans);
    expect({ hits: hits.length, isCut }).to.deep.equal({
      hits: 200,
      isCut: true,
    });
    expect(search('charge', spans.slice(1)).isCut).to.equal(false);
  });
});
