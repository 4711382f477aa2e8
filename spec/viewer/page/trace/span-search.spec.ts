import { expect } from 'chai';
import type { LogJson } from '../../../../lib/viewer/api-types';
import {
  foundRows,
  textsOf,
} from '../../../../lib/viewer/page/trace/span-search';
import { layOut } from '../../../../lib/viewer/page/waterfall/waterfall';
import { below, span } from '../support/spans';

const LOG: LogJson = {
  timeNs: '1',
  severity: 'WARN',
  body: { reason: 'the token looks old' },
  attributes: {},
  spanId: 'b',
};

const SPANS = [
  span('root', { name: 'Place Order', resource: { 'host.name': 'laptop' } }),
  below('root', 'a', {
    attributes: { 'order.items': [{ sku: 'SKU-7' }], count: 12 },
    status: { code: 2, message: 'refused by the bank' },
  }),
  below('root', 'b', {
    events: [{ timeNs: '1', name: 'retry', attributes: { attempt: 2 } }],
    links: [{ traceId: 'feed', spanId: 'beef', attributes: {} }],
  }),
];

function found(text: string): readonly number[] {
  return foundRows(layOut(SPANS).rows, text, textsOf({ logs: [LOG] }));
}

describe('foundRows', () => {
  it('finds names and ids, case aside', () => {
    expect(found('place order')).to.deep.equal([0]);
    expect(found('ROOT')).to.deep.equal([0]);
    expect(found('5b8efff')).to.deep.equal([0, 1, 2]);
  });

  it('finds keys and values of attributes, however deep', () => {
    expect(found('order.items')).to.deep.equal([1]);
    expect(found('sku-7')).to.deep.equal([1]);
    expect(found('12')).to.deep.equal([1]);
  });

  it('finds status, events, links, resource and logs', () => {
    expect(found('by the bank')).to.deep.equal([1]);
    expect(found('retry')).to.deep.equal([2]);
    expect(found('beef')).to.deep.equal([2]);
    expect(found('laptop')).to.deep.equal([0]);
    expect(found('looks old')).to.deep.equal([2]);
  });

  it('finds nothing across two places, and nothing for no text', () => {
    expect(found('itemssku')).to.deep.equal([]);
    expect(found('  ')).to.deep.equal([]);
  });
});
