import { expect } from 'chai';
import {
  isCardNumber,
  withoutCardNumbers,
} from '../../../lib/span/redaction/card-number';

const CARD = '4111111111111111';

/** A text, and what is to be left of it. */
const CARDS: readonly (readonly [string, string])[] = [
  [CARD, '#'],
  ['paid with 4111 1111 1111 1111.', 'paid with #.'],
  ['4111-1111-1111-1111', '#'],
  ['5555555555554444', '#'],
  ['2223003122003222', '#'],
  ['378282246310005', '#'],
  ['3782 822463 10005', '#'],
  ['30569309025904', '#'],
  ['6011111111111117', '#'],
  ['3530111333300000', '#'],
  [`{"n":${CARD}}`, '{"n":#}'],
  [`${CARD}, ${CARD}`, '#, #'],
];

const LEFT: readonly string[] = [
  '4111111111111112',
  '1234567890123456',
  '1700000000000',
  '1763715134000000',
  '1763715134000000000',
  `a${CARD}`,
  `${CARD}a`,
  `${CARD}0`,
  `0.${CARD}`,
  `${CARD}.5`,
  '4111-1111-1111-1111-1',
  '4111 1111-1111 1111',
];

describe('withoutCardNumbers', () => {
  for (const [given, left] of CARDS) {
    it(`makes "${left}" of "${given}"`, () => {
      expect(withoutCardNumbers(given, '#')).to.equal(left);
    });
  }

  for (const given of LEFT) {
    it(`leaves "${given}"`, () => {
      expect(withoutCardNumbers(given, '#')).to.equal(given);
    });
  }

  it('takes no time in milli-, micro- or nanoseconds for a card', () => {
    for (let n = 0; n < 2_000; n += 1) {
      const ms = String(1_763_715_134_000 + n);
      for (const time of [ms, `${ms}123`, `${ms}123456`]) {
        expect(isCardNumber(time), time).to.equal(false);
      }
    }
  });

  it('takes one in ten numbers of an issuer for a card, by its last digit', () => {
    const last = Array.from({ length: 10 }, (_, digit) => String(digit));
    const cards = last.filter((digit) =>
      isCardNumber(CARD.slice(0, -1) + digit),
    );
    expect(cards).to.deep.equal(['1']);
  });
});
