import { expect } from 'chai';
import {
  decodeCorrelationId,
  encodeCorrelationId,
} from '../../lib/context/correlation-header';

describe('encodeCorrelationId', () => {
  for (const id of [
    'order-7',
    'a b',
    'ä',
    '😀',
    '100%',
    'a\r\nb',
    '%41',
    '~!',
  ]) {
    it(`writes ${JSON.stringify(id)} so that it is read back`, () => {
      expect(decodeCorrelationId(encodeCorrelationId(id))).to.equal(id);
    });

    it(`writes ${JSON.stringify(id)} in visible ASCII`, () => {
      expect(encodeCorrelationId(id)).to.match(/^[\x21-\x7e]+$/);
    });
  }

  it('leaves an id of visible ASCII readable', () => {
    expect(encodeCorrelationId('order/7:a,b=c')).to.equal('order/7:a,b=c');
  });

  it('replaces half a character', () => {
    expect(encodeCorrelationId('\ud800x')).to.equal('%EF%BF%BDx');
  });
});

describe('decodeCorrelationId', () => {
  it('takes an id that somebody else wrote as it is', () => {
    expect(decodeCorrelationId('100%')).to.equal('100%');
  });

  it('cuts an id that is too long', () => {
    expect(decodeCorrelationId('x'.repeat(300))).to.equal('x'.repeat(256));
  });

  it('takes nothing and documents for no id', () => {
    expect(decodeCorrelationId('')).to.equal(undefined);
    expect(decodeCorrelationId('x'.repeat(10_000))).to.equal(undefined);
  });
});
