import { expect } from 'chai';
import { usableTime } from '../../lib/span/start-time';

describe('usableTime', () => {
  it('takes milliseconds, a date, and seconds with nanoseconds', () => {
    expect(usableTime(1_000)).to.equal(1_000);
    expect(usableTime(new Date(1_002))).to.deep.equal([1, 2_000_000]);
    expect(usableTime([1, 500])).to.deep.equal([1, 500]);
  });

  const useless: readonly (readonly [string, unknown])[] = [
    ['NaN', NaN],
    ['infinity', Infinity],
    ['a time before the epoch', -1],
    ['an invalid date', new Date('x')],
    ['a list of one', [1]],
    ['a list of strings', ['1', '2']],
    ['a string', '2026-01-01'],
    ['a bigint', 1n],
    ['null', null],
    ['undefined', undefined],
    ['a Proxy that throws', hostileProxy()],
  ];
  for (const [what, given] of useless) {
    it(`does not take ${what}`, () => {
      expect(usableTime(given)).to.equal(undefined);
    });
  }
});

function hostileProxy(): unknown {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}
