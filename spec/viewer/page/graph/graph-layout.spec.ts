import { expect } from 'chai';
import {
  placeGraph,
  type PlacedGraph,
} from '../../../../lib/viewer/page/graph/graph-layout';

/** `a>b b>c` as a graph; every name is a node. */
function graph(text: string): PlacedGraph {
  const edges = text
    .split(' ')
    .map((edge) => edge.split('>'))
    .map(([from = '', to = '']) => ({ from, to, count: 1 }));
  const names = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const nodes = [...names].map((name) => ({
    name,
    kind: 'task',
    count: 1,
    failures: 0,
    medianMs: 1,
    p95Ms: 2,
  }));
  return placeGraph({ nodes, edges });
}

/** The names from left to right, one text per column. */
function columns({ nodes }: PlacedGraph): readonly string[] {
  const xs = [...new Set(nodes.map(({ x }) => x))].sort((a, b) => a - b);
  return xs.map((x) =>
    nodes
      .filter((node) => node.x === x)
      .sort((a, b) => a.y - b.y)
      .map(({ name }) => name)
      .join(' '),
  );
}

describe('placeGraph', () => {
  it('puts callers left of what they call', () => {
    expect(columns(graph('a>b b>c a>d'))).to.deep.equal(['a', 'b d', 'c']);
  });

  it('puts a node right of the last of its callers', () => {
    expect(columns(graph('a>b b>c a>c'))).to.deep.equal(['a', 'b', 'c']);
  });

  it('puts a node beside its callers', () => {
    const placed = graph('a>x a>y y>y1 x>x1');
    expect(columns(placed).at(-1)).to.equal('x1 y1');
  });

  it('comes to an end with calls that go in circles', () => {
    expect(columns(graph('a>b b>a'))).to.deep.equal(['a', 'b']);
    expect(columns(graph('a>b b>c c>b c>d'))).to.deep.equal([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('draws no edge from a node to itself, and each other one', () => {
    expect(graph('a>b b>b b>a').edges).to.have.lengthOf(2);
  });

  it('never puts two nodes in one place', () => {
    const { nodes } = graph('a>b a>c b>d c>d d>e c>e e>a a>f f>e');
    const places = new Set(nodes.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).to.equal(nodes.length);
  });

  it('is as large as it must be', () => {
    expect(placeGraph({ nodes: [], edges: [] })).to.deep.include({
      width: 0,
      height: 0,
    });
    const { width, height, nodes } = graph('a>b a>c');
    expect(nodes.every(({ x, y }) => x < width && y < height)).to.be.true;
  });
});
