import { expect } from 'chai';
import { cutCorrelationId } from '../../lib/context/correlation';

describe('cutCorrelationId', () => {
  it('leaves an id of 256 characters alone', () => {
    const id = 'x'.repeat(256);
    expect(cutCorrelationId(id)).to.equal(id);
  });

  it('keeps the first 256 characters of a longer one', () => {
    expect(cutCorrelationId(`${'x'.repeat(256)}y`)).to.equal('x'.repeat(256));
  });

  it('never ends in half a character', () => {
    const cut = cutCorrelationId(`${'x'.repeat(255)}😀`);
    expect(cut).to.equal('x'.repeat(255));
  });
});
