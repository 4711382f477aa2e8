import { expect } from 'chai';
import { endStory, storyOf } from '../../samples/support/story';
import type { ReceivedSpan } from '../../lib/viewer';
import { failedSpan, receivedSpan } from '../viewer/store/received-spans';

function spanOf(service: string, given: Partial<ReceivedSpan>): ReceivedSpan {
  const resource = { attributes: { 'service.name': service } };
  return receivedSpan({ resource, ...given });
}

function traceOf(...spans: ReceivedSpan[]): {
  traceId: string;
  spans: ReceivedSpan[];
  failed: boolean;
} {
  return { traceId: spans[0]?.traceId ?? '', spans, failed: false };
}

describe('the story of a sample', () => {
  it('tells traces in the order in which they began', () => {
    const late = spanOf('a', { name: 'late', startTimeUnixNano: '20' });
    const early = spanOf('a', { name: 'early', startTimeUnixNano: '9' });
    const [first, second] = storyOf([traceOf(late), traceOf(early)]);
    expect(first).to.include('early');
    expect(second).to.include('late');
  });

  it('tells a phase before the one that it led to within a millisecond', () => {
    const led = receivedSpan({ name: 'led', ms: 1 });
    const first = receivedSpan({ name: 'first', ms: 5 });
    expect(storyOf([traceOf(led), traceOf(first)])[0]).to.include('first');
  });

  it('counts spans, and names services and what the trace is about', () => {
    const attributes = { 'everspan.correlation.id': 'o-7' };
    const spans = [
      spanOf('users', { spanId: '1', attributes }),
      failedSpan({ spanId: '2', parentSpanId: '1' }),
      spanOf('gateway', { spanId: '3', parentSpanId: '1' }),
    ];
    expect(storyOf([traceOf(...spans)])[0]).to.match(
      /3 spans, 1 failed · service gateway, users · about o-7$/,
    );
  });

  it('numbers traces, and names where links lead by it', () => {
    const link = { traceState: '', flags: 1, attributes: {} };
    const links = ['1', '2'].map((spanId) => ({
      ...{ ...link, traceId: 'a', spanId, droppedAttributesCount: 0 },
    }));
    const sent = spanOf('shop', { traceId: 'a', spanId: '1', name: 'send' });
    const received = spanOf('mail', { traceId: 'b', spanId: '3', links });
    const [first, second] = storyOf([traceOf(sent), traceOf(received)]);
    expect(first).to.match(/trace 1 · 1 span, 0 failed · service shop$/);
    expect(second).to.include('link -> trace 1 send');
    expect(second).to.include('link -> a span that has not arrived');
  });

  it('tells how a process ended', () => {
    expect(endStory({ code: 3, signal: null })).to.equal(
      'ended with exit code 3',
    );
    expect(endStory({ code: null, signal: 'SIGKILL' })).to.equal(
      'was ended by SIGKILL',
    );
  });
});
