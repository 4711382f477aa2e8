import { expect } from 'chai';
import { backlinksTo } from '../../../lib/viewer/store/backlinks';
import type { ReceivedSpan } from '../../../lib/viewer/store/received-span';
import { storyOf } from '../../../lib/viewer/answers/story';
import { receivedSpan, type SpanFields } from '../store/received-spans';

const nowhere = (): undefined => undefined;
const ORDER = { 'everspan.correlation.id': 'order-7' };

function linkTo(traceId: string, spanId: string): ReceivedSpan['links'][0] {
  const rest = { traceState: '', flags: 0, droppedAttributesCount: 0 };
  return { traceId, spanId, attributes: {}, ...rest };
}

function span(
  traceId: string,
  spanId: string,
  fields: SpanFields = {},
): ReceivedSpan {
  return receivedSpan({ traceId, spanId, ...fields });
}

describe('storyOf', () => {
  const publish = span('1', 'publish', { attributes: ORDER });
  const receive = span('2', 'receive', {
    attributes: ORDER,
    at: 5,
    links: [linkTo('1', 'publish'), linkTo('9', 'unknown')],
  });
  const inner = span('2', 'inner', { parentSpanId: 'receive', at: 6 });
  const other = span('3', 'other', { links: [linkTo('1', 'publish')] });
  const traces = [[receive, inner], [publish], [other]];

  it('tells the traces of the id, whole, the earliest first', () => {
    const story = storyOf('order-7', traces, nowhere);
    const told = story.traces.map(({ spans }) => spans.map((s) => s.spanId));
    expect(told).to.deep.equal([['publish'], ['receive', 'inner']]);
  });

  it('draws the links between them, and no others', () => {
    expect(storyOf('order-7', traces, nowhere).links).to.deep.equal([
      {
        from: { traceId: '2', spanId: 'receive' },
        to: { traceId: '1', spanId: 'publish' },
      },
    ]);
  });

  it('tells nothing of an id that nobody has', () => {
    const story = storyOf('order-8', traces, nowhere);
    expect(story).to.deep.include({ traces: [], links: [] });
  });
});

describe('backlinksTo', () => {
  it('names the spans that link to a trace, from wherever', () => {
    const resource = { attributes: { 'service.name': 'ship' } };
    const links = [linkTo('1', 'a')];
    const spans = [
      span('2', 'b', { name: 'pack', resource, links }),
      span('1', 'c', { links }),
      span('3', 'd', { links: [linkTo('2', 'b')] }),
    ];
    expect(backlinksTo('1', spans)).to.deep.equal([
      {
        toSpanId: 'a',
        from: { traceId: '2', spanId: 'b', name: 'pack', service: 'ship' },
      },
      {
        toSpanId: 'a',
        from: { traceId: '1', spanId: 'c', name: 'charge', service: '' },
      },
    ]);
  });
});
