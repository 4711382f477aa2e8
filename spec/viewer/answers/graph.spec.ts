import { expect } from 'chai';
import { graphOf } from '../../../lib/viewer/answers/graph';
import type { ReceivedSpan } from '../../../lib/viewer/store/received-span';
import { receivedSpan, type SpanFields } from '../store/received-spans';

function step(
  spanId: string,
  name: string,
  fields: SpanFields = {},
): ReceivedSpan {
  const attributes = { 'everspan.workflow.name': 'place' };
  return receivedSpan({ spanId, name, attributes, ...fields });
}

describe('graphOf', () => {
  it('counts who calls whom, over all runs of the workflow', () => {
    const run = (): ReceivedSpan[] => [
      step('b', 'charge', { parentSpanId: 'a' }),
      step('a', 'place'),
      step('c', 'charge', { parentSpanId: 'a' }),
      receivedSpan({ spanId: 'd', name: 'foreign', parentSpanId: 'a' }),
    ];
    const { nodes, edges } = graphOf('place', [run(), run()]);
    expect(nodes.map(({ name, count }) => [name, count])).to.deep.equal([
      ['charge', 4],
      ['place', 2],
    ]);
    const edge = { from: 'place', to: 'charge', count: 4 };
    expect(edges).to.deep.equal([edge]);
  });

  it('knows a recursion', () => {
    const spans = [step('a', 'walk'), step('b', 'walk', { parentSpanId: 'a' })];
    const edge = { from: 'walk', to: 'walk', count: 1 };
    expect(graphOf('place', [spans]).edges).to.deep.equal([edge]);
  });

  it('gives failures, median and 95th percentile of what has ended', () => {
    const spans = Array.from({ length: 20 }, (_, index) =>
      step(String(index), 'charge', { ms: index + 1 }),
    );
    const failed = { ms: 100, status: { code: 2, message: '' } };
    const running = step('z', 'charge', { endTimeUnixNano: '0' });
    const all = [...spans.slice(1), step('y', 'charge', failed), running];
    const [node] = graphOf('place', [all]).nodes;
    expect(node).to.deep.equal({
      name: 'charge',
      kind: 'internal',
      count: 21,
      failures: 1,
      medianMs: 11,
      p95Ms: 20,
    });
  });

  it('says what everspan marked a span as', () => {
    const attributes = {
      'everspan.workflow.name': 'place',
      'everspan.kind': 'task',
    };
    const [node] = graphOf('place', [[step('a', 'a', { attributes })]]).nodes;
    expect(node).to.include({ kind: 'task' });
  });

  it('says 0 of a task that has not ended yet', () => {
    const running = step('a', 'a', { endTimeUnixNano: '0' });
    const [node] = graphOf('place', [[running]]).nodes;
    expect(node).to.include({ medianMs: 0, p95Ms: 0 });
  });

  it('is empty for a workflow that nobody ran', () => {
    const empty = { nodes: [], edges: [] };
    expect(graphOf('other', [[step('a', 'a')]])).to.deep.equal(empty);
  });
});
