import { expect } from 'chai';
import type { SpanJson } from '../../../../lib/viewer/api-types';
import { criticalPathOf } from '../../../../lib/viewer/page/waterfall/critical-path';
import { layOut } from '../../../../lib/viewer/page/waterfall/waterfall';
import { below, span } from '../support/spans';

/** `a 10-30` for each part, in order of time. */
function pathOf(...spans: readonly SpanJson[]): readonly string[] {
  const parts = [...criticalPathOf(layOut(spans))].flatMap(([spanId, parts]) =>
    parts.map((part) => ({ spanId, ...part })),
  );
  return parts
    .sort((a, b) => a.fromNs - b.fromNs)
    .map(({ spanId, fromNs, toNs }) => `${spanId} ${fromNs}-${toNs}`);
}

describe('criticalPathOf', () => {
  it('is the whole of a span alone', () => {
    expect(pathOf(span('root', { ns: 100 }))).to.deep.equal(['root 0-100']);
  });

  it('goes through a child and what the parent did around it', () => {
    expect(
      pathOf(span('root', { ns: 100 }), below('root', 'a', { at: 20, ns: 60 })),
    ).to.deep.equal(['root 0-20', 'a 20-80', 'root 80-100']);
  });

  it('takes one child after the other', () => {
    expect(
      pathOf(
        span('root', { ns: 100 }),
        below('root', 'a', { at: 0, ns: 40 }),
        below('root', 'b', { at: 40, ns: 60 }),
      ),
    ).to.deep.equal(['a 0-40', 'b 40-100']);
  });

  it('leaves out a child that ended while another was waited for', () => {
    expect(
      pathOf(
        span('root', { ns: 100 }),
        below('root', 'short', { at: 10, ns: 20 }),
        below('root', 'long', { at: 5, ns: 90 }),
      ),
    ).to.deep.equal(['root 0-5', 'long 5-95', 'root 95-100']);
  });

  it('leaves out a child that outlived its parent', () => {
    expect(
      pathOf(span('root', { ns: 50 }), below('root', 'a', { at: 10, ns: 90 })),
    ).to.deep.equal(['root 0-50']);
  });

  it('goes down as far as the tree does', () => {
    expect(
      pathOf(
        span('root', { ns: 100 }),
        below('root', 'a', { at: 10, ns: 80 }),
        below('a', 'b', { at: 30, ns: 50 }),
      ),
    ).to.deep.equal([
      'root 0-10',
      'a 10-30',
      'b 30-80',
      'a 80-90',
      'root 90-100',
    ]);
  });

  it('covers the time of the root once, without gaps', () => {
    const spans = [span('root', { ns: 1_000 })];
    for (let index = 0; index < 200; index++) {
      const parent = index % 7 === 0 ? 'root' : `s${index - 1}`;
      const at = (index * 37) % 900;
      spans.push(
        below(parent, `s${index}`, { at, ns: 1 + ((index * 13) % 90) }),
      );
    }
    const parts = [...criticalPathOf(layOut(spans)).values()].flat();
    const covered = parts.reduce(
      (sum, { fromNs, toNs }) => sum + toNs - fromNs,
      0,
    );
    expect(covered).to.equal(1_000);
  });

  it('is that of the longest of several roots', () => {
    expect(
      pathOf(span('short', { ns: 10 }), span('long', { at: 5, ns: 30 })),
    ).to.deep.equal(['long 5-35']);
  });

  it('is empty for no spans', () => {
    expect(pathOf()).to.deep.equal([]);
  });
});
