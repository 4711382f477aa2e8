import { expect } from 'chai';
import { Counters, type Stats } from '../../lib/delivery/stats';
import { warnOnce } from '../../lib/internal/diag';
import { overhearing } from '../internal/overheard';

const NONE = {
  memory: 0,
  disk: 0,
  age: 0,
  refused: 0,
  unserialisable: 0,
  ended: 0,
  unsampled: 0,
};

describe('Counters', () => {
  const lines = overhearing();

  it('begins with nothing', () => {
    expect(new Counters().read('nobody', 0)).to.deep.equal({
      owner: 'nobody',
      started: 0,
      ended: 0,
      delivered: 0,
      waiting: 0,
      held: 0,
      kept: 0,
      journalled: 0,
      recovered: 0,
      dropped: NONE,
      requests: 0,
      failedRequests: {},
      warnings: {},
    } satisfies Stats);
  });

  it('counts drops by reason and requests by what went wrong', () => {
    const counters = new Counters();
    counters.drop('memory', 2);
    counters.drop('memory', 3);
    counters.drop('ended', 1);
    counters.requestFailed('HTTP 503');
    counters.requestFailed('HTTP 503');
    counters.requestFailed('__proto__');
    const { dropped, failedRequests } = counters.read('everspan', 7);
    expect(dropped).to.deep.equal({ ...NONE, memory: 5, ended: 1 });
    expect(Object.entries(failedRequests)).to.deep.equal([
      ['HTTP 503', 2],
      ['__proto__', 1],
    ]);
  });

  it('tells of every warning, not only of those that are printed', () => {
    warnOnce('WARN_EVERSPAN_USER_CODE', 'one');
    warnOnce('WARN_EVERSPAN_USER_CODE', 'two');
    expect(new Counters().read('nobody', 0).warnings).to.deep.equal({
      WARN_EVERSPAN_USER_CODE: 2,
    });
    expect(lines()).to.have.lengthOf(1);
  });

  it('gives a reading that does not change afterwards', () => {
    const counters = new Counters();
    const before = counters.read('everspan', 0);
    counters.drop('refused', 1);
    counters.delivered += 1;
    counters.requestFailed('timeout');
    expect(before).to.deep.equal(new Counters().read('everspan', 0));
  });
});
