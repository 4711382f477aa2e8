import { expect } from 'chai';
import {
  barOf,
  centredAt,
  panned,
  windowAround,
  zoomed,
} from '../../../../lib/viewer/page/waterfall/time-window';

describe('barOf', () => {
  const WINDOW = { fromNs: 100, toNs: 200 };

  for (const [what, row, bar] of [
    ['inside', { fromNs: 120, toNs: 170 }, { x: 20, width: 50 }],
    ['over the left edge', { fromNs: 50, toNs: 150 }, { x: 0, width: 50 }],
    ['over the right edge', { fromNs: 150, toNs: 900 }, { x: 50, width: 50 }],
    ['over both edges', { fromNs: 0, toNs: 900 }, { x: 0, width: 100 }],
    ['without a length', { fromNs: 150, toNs: 150 }, { x: 50, width: 0 }],
    ['before', { fromNs: 0, toNs: 99 }, undefined],
    ['after', { fromNs: 201, toNs: 300 }, undefined],
  ] as const) {
    it(`draws a span ${what}`, () => {
      expect(barOf(row, WINDOW)).to.deep.equal(bar);
    });
  }

  it('fills a window without a length', () => {
    const point = { fromNs: 5, toNs: 5 };
    expect(barOf(point, point)).to.deep.equal({ x: 0, width: 100 });
  });
});

describe('windowAround', () => {
  it('leaves a little room on both sides, within the trace', () => {
    const around = windowAround({ fromNs: 100, toNs: 200 }, 1_000);
    expect(around).to.deep.equal({ fromNs: 95, toNs: 205 });
    const whole = windowAround({ fromNs: 0, toNs: 1_000 }, 1_000);
    expect(whole).to.deep.equal({ fromNs: 0, toNs: 1_000 });
  });
});

describe('zoomed', () => {
  const WHOLE = { fromNs: 0, toNs: 100 };

  it('keeps the middle in the middle', () => {
    const half = zoomed(WHOLE, { factor: 0.5 }, 100);
    expect(half).to.deep.equal({ fromNs: 25, toNs: 75 });
    expect(zoomed(half, { factor: 2 }, 100)).to.deep.equal(WHOLE);
  });

  it('keeps what is pointed at where it is', () => {
    const near = zoomed(WHOLE, { factor: 0.5, share: 0.2 }, 100);
    expect(near).to.deep.equal({ fromNs: 10, toNs: 60 });
    expect(zoomed(WHOLE, { factor: 0.5, share: 1 }, 100)).to.deep.equal({
      fromNs: 50,
      toNs: 100,
    });
  });

  it('stays in the trace, and as long as it is asked for', () => {
    const left = { fromNs: 0, toNs: 20 };
    const out = { fromNs: 0, toNs: 40 };
    expect(zoomed(left, { factor: 2 }, 100)).to.deep.equal(out);
    expect(zoomed(left, { factor: 80 }, 100)).to.deep.equal(WHOLE);
  });

  it('never comes to nothing', () => {
    const { fromNs, toNs } = zoomed(WHOLE, { factor: 0 }, 100);
    expect(toNs - fromNs).to.equal(2);
  });
});

describe('panned', () => {
  const MIDDLE = { fromNs: 40, toNs: 60 };

  it('moves by a share of what is shown', () => {
    expect(panned(MIDDLE, 0.5, 100)).to.deep.equal({ fromNs: 50, toNs: 70 });
    expect(panned(MIDDLE, -1, 100)).to.deep.equal({ fromNs: 20, toNs: 40 });
  });

  it('stops at the ends, as long as it was', () => {
    expect(panned(MIDDLE, 9, 100)).to.deep.equal({ fromNs: 80, toNs: 100 });
    expect(panned(MIDDLE, -9, 100)).to.deep.equal({ fromNs: 0, toNs: 20 });
  });
});

describe('centredAt', () => {
  const PART = { fromNs: 0, toNs: 20 };

  it('has the time in its middle, as far as the trace goes', () => {
    expect(centredAt(PART, 50, 100)).to.deep.equal({ fromNs: 40, toNs: 60 });
    expect(centredAt(PART, 99, 100)).to.deep.equal({ fromNs: 80, toNs: 100 });
  });
});
