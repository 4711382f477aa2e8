import { expect } from 'chai';
import {
  ageText,
  clockText,
  durationText,
  exactTimeText,
  ticksOf,
} from '../../../../lib/viewer/page/text/time-format';

const TIME = '1795000000123456789';
const TIME_MS = 1_795_000_000_123;

describe('durationText', () => {
  it('takes the nanoseconds as the server tells them', () => {
    expect(durationText('12345678')).to.equal('12.3 ms');
  });
});

describe('clockText', () => {
  it('tells the time of day to the millisecond', () => {
    expect(clockText(TIME)).to.match(/^\d\d:\d\d:40\.123$/);
  });
});

describe('exactTimeText', () => {
  it('loses no nanosecond', () => {
    expect(exactTimeText(TIME)).to.equal('2026-11-18T11:06:40.123456789Z');
    expect(exactTimeText('1795000000000000001')).to.match(/:40\.000000001Z$/);
  });
});

describe('ageText', () => {
  for (const [milliseconds, text] of [
    [-5_000, 'now'],
    [999, 'now'],
    [12_000, '12 s ago'],
    [190_000, '3 min ago'],
    [7_300_000, '2 h ago'],
    [200_000_000, '2 d ago'],
  ] as const) {
    it(`tells ${milliseconds} ms as ${text}`, () => {
      expect(ageText(TIME, TIME_MS + milliseconds)).to.equal(text);
    });
  }
});

describe('ticksOf', () => {
  it('has round times', () => {
    const texts = ticksOf(0, 1e9).map(({ text }) => text);
    expect(texts).to.deep.equal([
      '0',
      '200 ms',
      '400 ms',
      '600 ms',
      '800 ms',
      '1 s',
    ]);
  });

  it('puts them where they belong in a window', () => {
    expect(ticksOf(160e6, 360e6)[0]).to.deep.equal({ x: 20, text: '200 ms' });
  });

  it('never has many, however long or short the time is', () => {
    for (let length = 1; length < 1e15; length *= 3) {
      const ticks = ticksOf(length / 3, length / 3 + length);
      expect(ticks.length, String(length)).to.be.within(1, 8);
    }
  });

  it('has one for no time at all', () => {
    expect(ticksOf(0, 0)).to.deep.equal([{ x: 0, text: '0' }]);
  });
});
