import { expect } from 'chai';
import { weigh } from '../../../lib/viewer/store/weigh';

describe('weigh', () => {
  it('counts the characters of every string, wherever it is', () => {
    const light = weigh({ a: ['', { b: '' }] });
    const heavy = weigh({ a: ['x'.repeat(50), { b: 'x'.repeat(50) }] });
    expect(heavy - light).to.equal(200);
  });

  it('counts bytes', () => {
    const light = weigh(new Uint8Array(0));
    expect(weigh(new Uint8Array(1_000)) - light).to.equal(1_000);
  });

  it('counts what is small as little', () => {
    for (const value of [null, undefined, true, 1, 10n]) {
      expect(weigh(value)).to.be.below(32);
    }
  });
});
