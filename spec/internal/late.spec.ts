import { expect } from 'chai';
import { late } from '../../lib/internal/late';

describe('late', () => {
  it('loads when it is first asked, and once', () => {
    let loads = 0;
    const module = late(() => {
      loads += 1;
      return { answer: 42 };
    });
    expect(loads).to.equal(0);
    expect([module().answer, module().answer]).to.deep.equal([42, 42]);
    expect(loads).to.equal(1);
  });

  it('tries again after it failed', () => {
    let loads = 0;
    const module = late(() => {
      loads += 1;
      if (loads === 1) throw new RangeError('no stack left');
      return { answer: 42 };
    });
    expect(module).to.throw(RangeError);
    expect(module().answer).to.equal(42);
  });
});
