import { expect } from 'chai';
import { isForegroundIn } from '../../lib/cli/foreground';

describe('isForegroundIn', () => {
  for (const [stat, expected] of [
    ['9 (node) S 1 9 9 34816 9 4194304', true],
    ['9 (a) b) S 1 9 9 34816 9 4194304', true],
    ['9 (node) S 1 9 9 34816 12 4194304', false],
    ['9 (node) S 1 9 9 0 -1 4194304', false],
    ['', false],
  ] as const) {
    it(`is ${expected} in "${stat}"`, () => {
      expect(isForegroundIn(stat)).to.equal(expected);
    });
  }
});
