import { expect } from 'chai';
import {
  placeOn,
  stretchesOf,
  type Stretch,
} from '../../../../lib/viewer/page/story/story-scale';

type Time = readonly [number, number];

function stretches(...times: readonly Time[]): readonly Stretch[] {
  return stretchesOf(times.map(([fromNs, toNs]) => ({ fromNs, toNs })));
}

/** `0-100`, and in brackets what is squeezed. */
function drawn(all: readonly Stretch[]): readonly string[] {
  return all.map(({ fromNs, toNs, isSqueezed }) =>
    isSqueezed ? `[${fromNs}-${toNs}]` : `${fromNs}-${toNs}`,
  );
}

describe('stretchesOf', () => {
  it('joins what overlaps', () => {
    expect(drawn(stretches([0, 60], [50, 100]))).to.deep.equal(['0-100']);
    expect(drawn(stretches([0, 100], [10, 20]))).to.deep.equal(['0-100']);
  });

  it('squeezes a long wait, and leaves a short one as it is', () => {
    const all = stretches([0, 50], [55, 100], [9_000, 9_005]);
    expect(drawn(all)).to.deep.equal([
      '0-50',
      '50-55',
      '55-100',
      '[100-9000]',
      '9000-9005',
    ]);
  });

  it('fills the width, without gaps', () => {
    const all = stretches([9_000, 9_040], [0, 50], [500, 700]);
    const end = all.reduce((x, stretch) => {
      expect(stretch.x).to.be.closeTo(x, 1e-9);
      return x + stretch.width;
    }, 0);
    expect(end).to.be.closeTo(100, 1e-9);
  });

  it('keeps what happened to scale', () => {
    const [first, , last] = stretches([0, 100], [1e9, 1e9 + 300]);
    expect(last!.width / first!.width).to.be.closeTo(3, 1e-9);
  });

  it('has room for moments', () => {
    expect(stretches([5, 5], [900, 900])).to.have.lengthOf(3);
    expect(stretches()).to.deep.equal([]);
  });
});

describe('placeOn', () => {
  const all = stretches([0, 100], [1_000_000, 1_000_100]);

  it('finds a time in its stretch', () => {
    const [first, wait, last] = all;
    expect(placeOn(all, 50)).to.be.closeTo(first!.width / 2, 1e-9);
    expect(placeOn(all, 1_000_050)).to.be.closeTo(
      last!.x + last!.width / 2,
      1e-9,
    );
    const middle = placeOn(all, 500_050);
    expect(middle).to.be.closeTo(wait!.x + wait!.width / 2, 1e-9);
  });

  it('grows with time', () => {
    let before = -1;
    for (const at of [0, 10, 100, 400_000, 1_000_000, 1_000_100]) {
      expect(placeOn(all, at)).to.be.greaterThan(before);
      before = placeOn(all, at);
    }
  });

  it('ends at the right', () => {
    expect(placeOn(all, 2_000_000)).to.equal(100);
    expect(placeOn([], 5)).to.equal(100);
  });
});
