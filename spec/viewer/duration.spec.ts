import { expect } from 'chai';
import { formatDuration } from '../../lib/viewer/duration';

describe('formatDuration', () => {
  const durations: readonly (readonly [bigint, string])[] = [
    [0n, '0 ns'],
    [999n, '999 ns'],
    [1_500n, '1.50 µs'],
    [12_345_678n, '12.3 ms'],
    [999_000_000n, '999 ms'],
    [1_240_000_000n, '1.24 s'],
    [90_000_000_000n, '1.50 min'],
    [7_200_000_000_000n, '2.00 h'],
    [-1_500_000n, '-1.50 ms'],
  ];
  for (const [nanoseconds, text] of durations) {
    it(`writes ${nanoseconds} ns as ${text}`, () => {
      expect(formatDuration(nanoseconds)).to.equal(text);
    });
  }
});
