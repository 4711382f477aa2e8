import { expect } from 'chai';
import { TraceStore } from '../../../lib/viewer/store/trace-store';
import { failedSpan, receivedSpan } from './received-spans';

function traceIdsOf(store: TraceStore): readonly string[] {
  return store.traces().map(({ traceId }) => traceId);
}

/** A store with room for about `spans` spans of 10 kB each. */
function storeFor(spans: number): TraceStore {
  return new TraceStore({ maxBytes: spans * 12_000 });
}

const LARGE = { name: 'x'.repeat(5_000) };

describe('TraceStore', () => {
  it('gives back the spans of a trace in order of arrival', () => {
    const store = new TraceStore();
    store.add([receivedSpan({ spanId: 'b' }), receivedSpan({ spanId: 'a' })]);
    const ids = store.trace(receivedSpan().traceId).map((span) => span.spanId);
    expect(ids).to.deep.equal(['b', 'a']);
  });

  it('knows nothing of an unknown trace', () => {
    expect(new TraceStore().trace('f')).to.deep.equal([]);
  });

  it('keeps the last of two spans with the same ids', () => {
    const store = new TraceStore();
    store.add([receivedSpan({ name: 'first' })]);
    store.add([receivedSpan({ name: 'retry' })]);
    const names = store.trace(receivedSpan().traceId).map(({ name }) => name);
    expect(names).to.deep.equal(['retry']);
  });

  it('keeps spans apart whose traces differ', () => {
    const store = new TraceStore();
    store.add([receivedSpan({ traceId: '1' }), receivedSpan({ traceId: '2' })]);
    expect(store.stats()).to.include({ traces: 2, spans: 2 });
  });

  it('lists failed traces first, then the latest', () => {
    const store = new TraceStore();
    store.add([failedSpan({ traceId: 'failed' })]);
    store.add([receivedSpan({ traceId: 'early' })]);
    store.add([receivedSpan({ traceId: 'late' })]);
    expect(traceIdsOf(store)).to.deep.equal(['failed', 'late', 'early']);
  });

  it('takes a trace for failed while one of its spans is', () => {
    const store = new TraceStore();
    store.add([failedSpan({ spanId: 'a' }), receivedSpan({ spanId: 'b' })]);
    expect(store.traces()[0]).to.include({ failed: true });
    store.add([receivedSpan({ spanId: 'a' })]);
    expect(store.traces()[0]).to.include({ failed: false });
  });

  it('forgets everything when it is cleared', () => {
    const store = new TraceStore();
    store.add([receivedSpan(), failedSpan({ traceId: '2' })]);
    store.clear();
    expect(store.stats()).to.include({ traces: 0, spans: 0, bytes: 0 });
  });
});

describe('TraceStore, when its budget is reached', () => {
  it('evicts the oldest successful trace', () => {
    const store = storeFor(2);
    for (const traceId of ['1', '2', '3']) {
      store.add([receivedSpan({ traceId, ...LARGE })]);
    }
    expect(traceIdsOf(store)).to.deep.equal(['3', '2']);
    expect(store.stats()).to.include({ evictedTraces: 1, evictedSpans: 1 });
  });

  it('evicts successful traces before an older failed one', () => {
    const store = storeFor(2);
    store.add([failedSpan({ traceId: 'failed', ...LARGE })]);
    for (const traceId of ['1', '2']) {
      store.add([receivedSpan({ traceId, ...LARGE })]);
    }
    expect(traceIdsOf(store)).to.deep.equal(['failed', '2']);
  });

  it('evicts the oldest failed trace when no successful one is left', () => {
    const store = storeFor(2);
    for (const traceId of ['1', '2', '3']) {
      store.add([failedSpan({ traceId, ...LARGE })]);
    }
    expect(traceIdsOf(store)).to.deep.equal(['3', '2']);
  });

  it('takes a trace that still grows for younger', () => {
    const store = storeFor(3);
    store.add([receivedSpan({ traceId: '1', spanId: 'a', ...LARGE })]);
    store.add([receivedSpan({ traceId: '2', ...LARGE })]);
    store.add([receivedSpan({ traceId: '1', spanId: 'b', ...LARGE })]);
    store.add([receivedSpan({ traceId: '3', ...LARGE })]);
    expect(traceIdsOf(store)).to.deep.equal(['3', '1']);
    expect(store.trace('1')).to.have.lengthOf(2);
  });

  it('evicts whole traces', () => {
    const store = storeFor(2);
    store.add([receivedSpan({ traceId: '1', spanId: 'a', ...LARGE })]);
    store.add([receivedSpan({ traceId: '1', spanId: 'b', ...LARGE })]);
    store.add([receivedSpan({ traceId: '2', ...LARGE })]);
    expect(traceIdsOf(store)).to.deep.equal(['2']);
    expect(store.stats()).to.include({ evictedTraces: 1, evictedSpans: 2 });
  });

  it('refuses spans of a trace that alone has filled it', () => {
    const store = storeFor(2);
    const spans = ['a', 'b', 'c'].map((spanId) =>
      receivedSpan({ spanId, ...LARGE }),
    );
    expect(store.add(spans)).to.equal(1);
    expect(store.trace(receivedSpan().traceId)).to.have.lengthOf(2);
    expect(store.stats()).to.include({ refusedSpans: 1 });
  });

  it('is as large after many spans as after few', () => {
    const store = new TraceStore({ maxBytes: 1_000_000 });
    const add = (from: number, to: number): void => {
      for (let nth = from; nth < to; nth += 1) {
        const traceId = String(nth).padStart(32, '0');
        store.add([receivedSpan({ traceId })]);
      }
    };
    add(0, 5_000);
    const { traces, bytes } = store.stats();
    add(5_000, 50_000);
    expect(store.stats()).to.include({ traces, bytes });
    expect(store.stats().evictedTraces).to.equal(50_000 - traces);
  });

  it('refuses a span whose resource has no room in it', () => {
    const store = new TraceStore({ maxBytes: 10_000 });
    const resource = { attributes: { text: 'x'.repeat(10_000) } };
    expect(store.add([receivedSpan({ resource })])).to.equal(1);
    expect(store.stats()).to.include({ spans: 0, bytes: 0, refusedSpans: 1 });
  });

  it('does not count a replaced span twice', () => {
    const store = storeFor(2);
    for (let retry = 0; retry < 10; retry += 1) {
      expect(store.add([receivedSpan(LARGE)])).to.equal(0);
    }
    expect(store.stats().bytes).to.be.below(12_000);
  });

  it('counts a resource once for the spans that share it', () => {
    const resource = { attributes: { host: 'x'.repeat(5_000) } };
    const store = storeFor(2);
    const spans = ['a', 'b', 'c'].map((spanId) =>
      receivedSpan({ spanId, resource }),
    );
    expect(store.add(spans)).to.equal(0);
    expect(store.stats().bytes).to.be.within(10_000, 20_000);
  });

  it('ends with no bytes when the last trace is gone', () => {
    const store = storeFor(1);
    for (const traceId of ['1', '2']) {
      store.add([receivedSpan({ traceId, ...LARGE })]);
    }
    store.clear();
    store.add([receivedSpan({ name: '' })]);
    expect(store.stats().bytes).to.be.below(3_000);
  });
});
