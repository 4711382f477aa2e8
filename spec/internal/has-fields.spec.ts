import { expect } from 'chai';
import { hasFields } from '../../lib/internal/has-fields';

describe('hasFields', () => {
  const fields = { pid: 'number', boot: 'string' } as const;

  it('wants every field, each of its type', () => {
    expect(hasFields({ pid: 7, boot: 'b', more: true }, fields)).to.equal(true);
    expect(hasFields({ pid: 7 }, fields)).to.equal(false);
    expect(hasFields({ pid: '7', boot: 'b' }, fields)).to.equal(false);
  });

  it('finds none in what is no object', () => {
    for (const value of [null, undefined, 'boot', 7]) {
      expect(hasFields(value, fields)).to.equal(false);
    }
  });
});
