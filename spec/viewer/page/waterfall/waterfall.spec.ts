import { expect } from 'chai';
import type { SpanJson } from '../../../../lib/viewer/api-types';
import {
  grownTo,
  isGrowing,
  layOut,
  nextFailed,
  revealed,
  shownRows,
  whereItFailed,
  type Waterfall,
} from '../../../../lib/viewer/page/waterfall/waterfall';
import { below, FAILED, span } from '../support/spans';

/** `root(1 2)` as `root 0`, `1 1` and `2 1`. */
function drawn(spans: readonly SpanJson[]): readonly string[] {
  return layOut(spans).rows.map(({ span, depth }) => `${span.spanId} ${depth}`);
}

const FAMILY = [
  span('root', { ns: 100 }),
  below('root', 'a', { at: 10, ns: 30 }),
  below('a', 'a1', { at: 12, ns: 5, ...FAILED }),
  below('a', 'a2', { at: 20, ns: 5 }),
  below('root', 'b', { at: 50, ns: 40, ...FAILED }),
];

describe('layOut', () => {
  it('puts children below their parent, in order of start', () => {
    expect(drawn(FAMILY.toReversed())).to.deep.equal([
      'root 0',
      'a 1',
      'a1 2',
      'a2 2',
      'b 1',
    ]);
  });

  it('has nothing for no spans', () => {
    const { rows, durationNs } = layOut([]);
    expect(rows).to.have.lengthOf(0);
    expect(durationNs).to.equal(0);
  });

  it('counts from the earliest start, whichever span has it', () => {
    const { rows, durationNs } = layOut([
      span('root', { at: 100, ns: 50 }),
      below('root', 'early', { at: 40, ns: 10 }),
    ]);
    expect(rows.map(({ fromNs }) => fromNs)).to.deep.equal([60, 0]);
    expect(durationNs).to.equal(110);
  });

  it('tells where each subtree ends', () => {
    const { rows } = layOut(FAMILY);
    expect(rows.map(({ end }) => end)).to.deep.equal([5, 4, 3, 4, 5]);
  });

  it('counts failures below, not the own one', () => {
    const { rows } = layOut(FAMILY);
    const counts = rows.map(({ errorsBelow }) => errorsBelow);
    expect(counts).to.deep.equal([2, 1, 0, 0, 0]);
  });

  it('knows the row of each span, and of its parent', () => {
    const { rows, indexOf } = layOut(FAMILY);
    expect(indexOf.get('a2')).to.equal(3);
    expect(rows.map(({ parent }) => parent)).to.deep.equal([-1, 0, 1, 1, 0]);
  });

  it('puts a span whose parent is not there at the top', () => {
    const { rows } = layOut([span('root'), below('lost', 'orphan', { at: 5 })]);
    expect(rows[1]).to.include({ depth: 0, placement: 'orphan', parent: -1 });
  });

  it('shows spans that are their own ancestors once each', () => {
    expect(drawn([below('b', 'a'), below('a', 'b', { at: 1 })])).to.deep.equal([
      'a 0',
      'b 1',
    ]);
  });

  it('lets a running span last until the latest time that is known', () => {
    const { rows } = layOut([
      span('root', { ns: 0, isRunning: true }),
      below('root', 'a', { at: 10, ns: 30 }),
    ]);
    expect(rows[0]).to.include({ fromNs: 0, toNs: 40 });
  });

  it('never lets a bar end before it begins', () => {
    const { rows } = layOut([
      span('root'),
      below('root', 'a', { at: 5, ns: -3 }),
    ]);
    expect(rows[1]).to.include({ fromNs: 5, toNs: 5 });
  });

  it('follows a trace that is deeper than the stack', () => {
    const spans = Array.from({ length: 20_000 }, (_, index) =>
      index === 0 ? span('0') : below(String(index - 1), String(index)),
    );
    const { rows } = layOut(spans);
    expect(rows.at(-1)).to.include({ depth: 19_999, end: 20_000 });
    expect(rows[0]?.end).to.equal(20_000);
  });
});

describe('shownRows', () => {
  const { rows } = layOut(FAMILY);

  it('shows all at first', () => {
    expect(shownRows(rows, new Set())).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('leaves out all below a collapsed span, and nothing else', () => {
    expect(shownRows(rows, new Set(['a']))).to.deep.equal([0, 1, 4]);
    expect(shownRows(rows, new Set(['root', 'a']))).to.deep.equal([0]);
  });

  it('does not mind a collapsed span without children', () => {
    expect(shownRows(rows, new Set(['b']))).to.have.lengthOf(5);
  });
});

describe('revealed', () => {
  it('opens what is above a row, and leaves the rest closed', () => {
    const waterfall = layOut(FAMILY);
    const open = revealed(waterfall, new Set(['root', 'a', 'b']), 2);
    expect([...open]).to.deep.equal(['b']);
  });
});

describe('nextFailed', () => {
  const { rows } = layOut(FAMILY);

  it('goes from nowhere to the first, and back to the last', () => {
    expect(nextFailed(rows, -1, 1)).to.equal(2);
    expect(nextFailed(rows, -1, -1)).to.equal(4);
  });

  it('goes on, and round at the end', () => {
    expect(nextFailed(rows, 2, 1)).to.equal(4);
    expect(nextFailed(rows, 4, 1)).to.equal(2);
    expect(nextFailed(rows, 2, -1)).to.equal(4);
  });

  it('stays at the only one', () => {
    const { rows } = layOut([span('root', FAILED)]);
    expect(nextFailed(rows, 0, 1)).to.equal(0);
  });

  it('has nowhere to go when nothing failed', () => {
    expect(nextFailed(layOut([span('root')]).rows, 0, 1)).to.equal(undefined);
    expect(nextFailed([], -1, 1)).to.equal(undefined);
  });
});

describe('whereItFailed', () => {
  it('is the first failed span below which nothing failed', () => {
    const { rows } = layOut([
      span('root', FAILED),
      below('root', 'a', { at: 1, ...FAILED }),
      below('a', 'a1', { at: 2, ...FAILED }),
    ]);
    expect(whereItFailed(rows)?.span.spanId).to.equal('a1');
  });

  it('is nowhere in a run that went well', () => {
    expect(whereItFailed(layOut([span('root')]).rows)).to.equal(undefined);
  });
});

describe('grownTo', () => {
  const RUNNING = [
    span('root', { ns: 0, isRunning: true }),
    below('root', 'a', { at: 10, ns: 30 }),
    below('root', 'b', { at: 20, ns: 0, isRunning: true }),
  ];
  const later = (waterfall: Waterfall, ns: bigint): Waterfall =>
    grownTo(waterfall, waterfall.startNs + ns);

  it('lets what runs last until now, and nothing else', () => {
    const { rows, durationNs } = later(layOut(RUNNING), 1_000n);
    expect(rows.map(({ toNs }) => toNs)).to.deep.equal([1_000, 40, 1_000]);
    expect(durationNs).to.equal(1_000);
  });

  it('does not shrink when the clock of the sender is ahead', () => {
    expect(later(layOut(RUNNING), -5n).durationNs).to.equal(40);
  });

  it('leaves what is no longer heard of where it was left', () => {
    const spans = RUNNING.map((span) => ({ ...span, isSilent: true as const }));
    const waterfall = layOut(spans);
    expect(isGrowing(waterfall)).to.equal(false);
    expect(later(waterfall, 1_000n)).to.equal(waterfall);
  });

  it('leaves a trace that has ended as it is', () => {
    const waterfall = layOut(FAMILY);
    expect(later(waterfall, 1_000n)).to.equal(waterfall);
  });
});
