import { expect } from 'chai';
import { resetWarnings } from '../../../lib/internal/diag';
import { fuzz } from './fuzz';
import { randomNumbers } from './random-value';

/** Always the same ones, and one that is new in each run. */
const SEEDS = [1, 2, 3, Date.now() % 1_000_000];
const VALUES = 1_000;

describe('captureValue of random values', () => {
  beforeEach(() => {
    process.env['EVERSPAN_LOG'] = 'off';
  });
  afterEach(() => {
    delete process.env['EVERSPAN_LOG'];
    resetWarnings();
  });

  for (const seed of SEEDS) {
    it(`keeps every promise, for ${VALUES} of seed ${seed}`, () => {
      expect(fuzz(seed, VALUES)).to.equal(undefined);
    });
  }

  it('has the same values for the same seed', () => {
    const [one, two, other] = [7, 7, 8].map(randomNumbers);
    const some = Array.from({ length: 100 }, () => one!());
    expect(Array.from({ length: 100 }, () => two!())).to.deep.equal(some);
    expect(Array.from({ length: 100 }, () => other!())).not.to.deep.equal(some);
  });
});
