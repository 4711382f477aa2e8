import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { linkFrom, linksFrom } from '../../lib/context/links';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { GARBAGE, RECEIVED, SPAN_ID, TRACE_ID } from './carriers';

const SENDER = { traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: 1 };

function sender(index: number): typeof SENDER {
  const spanId = (index + 1).toString(16).padStart(16, '0');
  return { ...SENDER, spanId };
}

describe('linkFrom', () => {
  const recorder = useRecorder();
  useW3cPropagation();

  for (const [name, carrier] of Object.entries(RECEIVED)) {
    it(`links to the sender of ${name}`, () => {
      expect(linkFrom(carrier)?.context.spanId).to.equal(SPAN_ID);
    });
  }

  for (const [name, carrier] of Object.entries(GARBAGE)) {
    it(`makes no link of ${name}`, () => {
      expect(linkFrom(carrier)).to.equal(undefined);
    });
  }

  it('links to a span, to its context and to a context that holds it', () => {
    const span = trace.getTracer('spec').startSpan('sent');
    const { spanId } = span.spanContext();
    const active = trace.setSpan(ROOT_CONTEXT, span);
    const sources = [span, span.spanContext(), active];
    span.end();
    recorder.take('sent');
    expect(
      sources.map((source) => linkFrom(source)?.context.spanId),
    ).to.deep.equal([spanId, spanId, spanId]);
  });

  it('makes no link of a context that holds no span', () => {
    expect(linkFrom(context.active())).to.equal(undefined);
  });

  it('makes no link of ids that cannot be', () => {
    expect(linkFrom({ ...SENDER, traceId: 'x' })).to.equal(undefined);
  });

  it('gives the link its attributes', () => {
    const link = linkFrom(SENDER, { 'messaging.message.id': '7' });
    expect(link?.attributes).to.deep.equal({ 'messaging.message.id': '7' });
  });
});

describe('linksFrom', () => {
  it('links to each sender once, in order', () => {
    const sources = [sender(1), sender(0), sender(1), undefined];
    const { links, total, dropped } = linksFrom(sources);
    expect(links.map(({ context: { spanId } }) => spanId)).to.deep.equal([
      sender(1).spanId,
      sender(0).spanId,
    ]);
    expect([total, dropped]).to.deep.equal([4, 0]);
  });

  it('links twice where that is asked for', () => {
    const { links } = linksFrom([SENDER, SENDER], { dedupe: false });
    expect(links).to.have.length(2);
  });

  it('keeps the first 128 and counts the rest', () => {
    const sources = Array.from({ length: 200 }, (_, index) => sender(index));
    const { links, total, dropped } = linksFrom(sources);
    expect(links).to.have.length(128);
    expect(links[0]?.context.spanId).to.equal(sender(0).spanId);
    expect([total, dropped]).to.deep.equal([200, 72]);
  });

  it('counts only good links of different senders as dropped', () => {
    const sources = [sender(0), sender(0), sender(1), 'garbage', sender(2)];
    expect(linksFrom(sources, { max: 1 }).dropped).to.equal(2);
  });

  it('finds none in what is no batch', () => {
    const none = { links: [], total: 0, dropped: 0 };
    for (const garbage of [undefined, null, 7, 'garbage', {}, new Map()]) {
      expect(linksFrom(garbage as never)).to.deep.equal(none);
    }
  });

  it('gives each link the attributes of its message', () => {
    const { links } = linksFrom([sender(0), sender(1)], {
      attributes: (source: typeof SENDER, index) => ({
        index,
        id: source.spanId,
      }),
    });
    expect(links[1]?.attributes).to.deep.equal({
      index: 1,
      id: sender(1).spanId,
    });
  });
});
