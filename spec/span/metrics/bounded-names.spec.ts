import { expect } from 'chai';
import { BoundedNames } from '../../../lib/span/metrics/bounded-names';

describe('BoundedNames', () => {
  it('lets the first ones pass, again and again', () => {
    const names = new BoundedNames(2);
    expect(
      ['a', 'b', 'c', 'a', 'b'].map((name) => names.of(name)),
    ).to.deep.equal(['a', 'b', '_OTHER', 'a', 'b']);
  });
});
