import { expect } from 'chai';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { buildTree, rowsOf, type TreeNode } from '../../lib/viewer/tree';
import { receivedSpan } from './store/received-spans';

function span(spanId: string, parentSpanId?: string, at = 0): ReceivedSpan {
  return receivedSpan({ spanId, parentSpanId, at });
}

/** `root(child child(grandchild))`, with what stands at the top marked. */
function drawn(nodes: readonly TreeNode[]): string {
  return nodes
    .map((node) => {
      const { placement, children } = node;
      const mark = placement === 'child' ? '' : `${placement}:`;
      const below = children.length > 0 ? `(${drawn(children)})` : '';
      return `${mark}${node.span.spanId}${below}`;
    })
    .join(' ');
}

function tree(...spans: readonly ReceivedSpan[]): string {
  return drawn(buildTree(spans));
}

describe('buildTree', () => {
  it('puts children below their parent, whatever came first', () => {
    expect(tree(span('c', 'b'), span('b', 'a'), span('a'))).to.equal(
      'root:a(b(c))',
    );
  });

  it('puts siblings in order of start', () => {
    const spans = [span('a'), span('late', 'a', 9), span('early', 'a', 1)];
    expect(tree(...spans)).to.equal('root:a(early late)');
  });

  it('puts siblings of one millisecond in order of end', () => {
    const below = { parentSpanId: 'a', at: 1 };
    const spans = [
      span('a'),
      receivedSpan({ ...below, spanId: 'late', ms: 5 }),
      receivedSpan({ ...below, spanId: 'early', ms: 1 }),
    ];
    expect(tree(...spans)).to.equal('root:a(early late)');
  });

  it('compares nanoseconds that a number cannot hold', () => {
    const time = (last: string): string => `179500000000000000${last}`;
    const late = { ...span('late'), startTimeUnixNano: time('1') };
    const early = { ...span('early'), startTimeUnixNano: time('0') };
    expect(tree(late, early)).to.equal('root:early root:late');
  });

  it('keeps several roots', () => {
    expect(tree(span('b', undefined, 1), span('a'))).to.equal('root:a root:b');
  });

  it('keeps a span whose parent has not arrived', () => {
    expect(tree(span('b', 'missing'), span('c', 'b'))).to.equal('orphan:b(c)');
  });

  it('keeps a span that is its own parent', () => {
    expect(tree(span('a', 'a'))).to.equal('cycle:a');
  });

  it('opens a cycle above its earliest span', () => {
    const spans = [span('b', 'a', 2), span('a', 'c', 1), span('c', 'b', 3)];
    expect(tree(...spans)).to.equal('cycle:a(b(c))');
  });

  it('opens the cycle, not what hangs below it', () => {
    const spans = [span('below', 'b', 0), span('a', 'b', 1), span('b', 'a', 2)];
    expect(tree(...spans)).to.equal('cycle:a(b(below))');
  });

  it('keeps two cycles beside a root', () => {
    const first = [span('a', 'b', 1), span('b', 'a', 2)];
    const second = [span('c', 'd', 3), span('d', 'c', 4)];
    expect(tree(...first, ...second, span('root', undefined, 9))).to.equal(
      'cycle:a(b) cycle:c(d) root:root',
    );
  });

  it('keeps the last of two spans with the same id', () => {
    const first = receivedSpan({ name: 'first' });
    const last = receivedSpan({ name: 'last' });
    const names = buildTree([first, last]).map((node) => node.span.name);
    expect(names).to.deep.equal(['last']);
  });

  it('makes nothing of nothing', () => {
    expect(tree()).to.equal('');
  });
});

describe('rowsOf', () => {
  it('walks parents before children, with depth and last siblings', () => {
    const spans = [
      span('a'),
      span('b', 'a', 1),
      span('c', 'b', 2),
      span('d', 'a', 3),
    ];
    const rows = [...rowsOf(buildTree(spans))].map(
      ({ node, depth, isLast }) =>
        `${node.span.spanId}${depth}${isLast ? ' last' : ''}`,
    );
    expect(rows).to.deep.equal(['a0 last', 'b1', 'c2 last', 'd1 last']);
  });

  it('walks a chain deeper than the stack, and a cycle as long', () => {
    const length = 50_000;
    const chain = Array.from({ length }, (_, index) =>
      span(String(index), index > 0 ? String(index - 1) : undefined),
    );
    expect([...rowsOf(buildTree(chain))]).to.have.lengthOf(length);
    const cycle = [span('0', '49999'), ...chain.slice(1)];
    expect([...rowsOf(buildTree(cycle))]).to.have.lengthOf(length);
  });
});
