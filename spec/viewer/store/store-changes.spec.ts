import { expect } from 'chai';
import { TraceStore } from '../../../lib/viewer/store/trace-store';
import { failedSpan, receivedSpan } from './received-spans';

function changed(store: TraceStore, revision: number): readonly string[] {
  return store.changedSince(revision).map(({ traceId }) => traceId);
}

describe('TraceStore, as it changes', () => {
  it('tells which traces have changed since, in that order', () => {
    const store = new TraceStore();
    store.add([receivedSpan({ traceId: '1' }), failedSpan({ traceId: '2' })]);
    const { revision } = store;
    expect(changed(store, revision)).to.deep.equal([]);
    store.add([receivedSpan({ traceId: '3' })]);
    store.add([receivedSpan({ traceId: '1', spanId: 'b' })]);
    expect(changed(store, revision)).to.deep.equal(['3', '1']);
    expect(changed(store, 0)).to.deep.equal(['2', '3', '1']);
  });

  it('knows when it was cleared', () => {
    const store = new TraceStore();
    expect(store.clearedAt).to.equal(0);
    store.add([receivedSpan()]);
    store.clear();
    expect(store.clearedAt).to.equal(store.revision);
  });

  it('puts the end of a span in the place of its start', () => {
    const store = new TraceStore();
    const ended = receivedSpan();
    store.add([receivedSpan({ endTimeUnixNano: '0' })]);
    store.add([ended]);
    expect(store.trace(ended.traceId)).to.deep.equal([ended]);
  });

  it('passes over a start that comes after the end', () => {
    const store = new TraceStore();
    const ended = receivedSpan();
    store.add([ended, receivedSpan({ endTimeUnixNano: '0' })]);
    expect(store.trace(ended.traceId)).to.deep.equal([ended]);
  });

  it('gives the same list of spans until one arrives', () => {
    const store = new TraceStore();
    const { traceId } = receivedSpan();
    store.add([receivedSpan()]);
    const list = store.trace(traceId);
    expect(store.trace(traceId)).to.equal(list);
    store.add([receivedSpan({ spanId: 'b' })]);
    expect(store.trace(traceId)).to.not.equal(list);
  });

  it('finds a span by its ids', () => {
    const store = new TraceStore();
    const span = receivedSpan({ traceId: '1', spanId: 'a' });
    store.add([span]);
    expect(store.find('1', 'a')).to.equal(span);
    expect(store.find('1', 'b')).to.equal(undefined);
    expect(store.find('2', 'a')).to.equal(undefined);
  });
});
