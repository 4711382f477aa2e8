import { expect } from 'chai';
import {
  keptTop,
  rowsInSight,
  scrollTopFor,
} from '../../../../lib/viewer/page/rows/scroll-window';

const SCROLLED = { top: 2_600, height: 520, rowHeight: 26 };

describe('rowsInSight', () => {
  it('is what is in sight and a little beyond', () => {
    expect(rowsInSight(10_000, SCROLLED)).to.deep.equal({
      first: 92,
      end: 128,
    });
  });

  it('ends where the rows end', () => {
    expect(rowsInSight(110, SCROLLED)).to.deep.equal({ first: 92, end: 110 });
    expect(rowsInSight(0, SCROLLED)).to.deep.equal({ first: 0, end: 0 });
  });

  it('begins with the first', () => {
    const top = { ...SCROLLED, top: 0 };
    expect(rowsInSight(10_000, top)).to.deep.equal({ first: 0, end: 28 });
  });

  it('stays the same over a few rows, to be drawn less often', () => {
    const near = { ...SCROLLED, top: 2_625 };
    expect(rowsInSight(10_000, near).first).to.equal(92);
  });
});

describe('scrollTopFor', () => {
  it('stays where a row is in sight', () => {
    expect(scrollTopFor(105, SCROLLED)).to.equal(2_600);
  });

  it('scrolls no further than it must', () => {
    expect(scrollTopFor(50, SCROLLED)).to.equal(1_300);
    expect(scrollTopFor(200, SCROLLED)).to.equal(201 * 26 - 520);
  });
});

describe('keptTop', () => {
  it('moves on by the rows that come in above', () => {
    expect(keptTop(SCROLLED, 3)).to.equal(2_600 + 3 * 26);
    expect(keptTop(SCROLLED, -3)).to.equal(2_600 - 3 * 26);
  });

  it('stays at the very top, where what is new is waited for', () => {
    expect(keptTop({ ...SCROLLED, top: 0 }, 3)).to.equal(0);
  });
});
