import { expect } from 'chai';
import { summaryOf } from '../../../lib/viewer/answers/runs';
import {
  failedSpan,
  receivedSpan,
  type SpanFields,
} from '../store/received-spans';

const root = (fields: SpanFields = {}): ReturnType<typeof receivedSpan> =>
  receivedSpan({ spanId: 'root', name: 'place', ms: 10, ...fields });
const child = (fields: SpanFields = {}): ReturnType<typeof receivedSpan> =>
  receivedSpan({ spanId: 'a', parentSpanId: 'root', at: 2, ...fields });

function service(name: string): Pick<SpanFields, 'resource'> {
  return { resource: { attributes: { 'service.name': name } } };
}

describe('summaryOf', () => {
  it('is named after the root, whatever came first', () => {
    const spans = [child(service('cards')), root(service('shop'))];
    expect(summaryOf(spans)).to.deep.include({
      name: 'place',
      service: 'shop',
      services: ['cards', 'shop'],
      rootSpanId: 'root',
      spans: 2,
      missingParents: 0,
    });
  });

  it('lasts from the first start to the last end', () => {
    const late = child({ at: 5, ms: 45 });
    const early = child({ spanId: 'b', at: -3, ms: 1 });
    const { startNs, durationNs } = summaryOf([root(), late, early]);
    expect(startNs).to.equal(early.startTimeUnixNano);
    expect(durationNs).to.equal('53000000');
  });

  it('is failed when its root is', () => {
    const spans = [root({ status: { code: 2, message: '' } }), child()];
    expect(summaryOf(spans)).to.include({ status: 'failed', errors: 1 });
  });

  it('is ok when what failed below was handled', () => {
    const failed = failedSpan({ spanId: 'a', parentSpanId: 'root' });
    const summary = summaryOf([root(), failed]);
    expect(summary).to.include({ status: 'ok', errors: 1 });
  });

  it('is failed by a span whose parent is not there', () => {
    const orphan = failedSpan({ spanId: 'a', parentSpanId: 'gone' });
    expect(summaryOf([orphan, root()])).to.include({
      status: 'failed',
      missingParents: 1,
    });
  });

  it('runs while one of its spans does, after the root has ended too', () => {
    const open = child({ endTimeUnixNano: '0' });
    const summary = summaryOf([root({ ms: 1 }), open]);
    expect(summary).to.include({ status: 'running', durationNs: '2000000' });
  });

  it('is failed rather than running when its root has failed', () => {
    const open = child({ endTimeUnixNano: '0' });
    const failed = root({ status: { code: 2, message: '' } });
    expect(summaryOf([failed, open])).to.include({ status: 'failed' });
  });

  it('is silent when nothing that runs in it is heard of', () => {
    const heard = child({ endTimeUnixNano: '0' });
    const silent = child({ ...heard, spanId: 'b', isSilent: true });
    expect(summaryOf([root(), silent])).to.include({ isSilent: true });
    const both = summaryOf([root(), heard, silent]);
    expect(both).to.not.have.property('isSilent');
    expect(summaryOf([root()])).to.not.have.property('isSilent');
  });

  it('says why it failed', () => {
    const status = { code: 2, message: 'bad key' };
    const { failure } = summaryOf([root({ status }), child()]);
    expect(failure).to.deep.equal({ message: 'bad key' });
  });

  it('does without a root', () => {
    const later = child({ spanId: 'b', parentSpanId: 'gone', at: 9 });
    const summary = summaryOf([later, child({ name: 'charge', at: 1 })]);
    expect(summary).to.include({ name: 'charge', missingParents: 2 });
    expect(summary).to.not.have.property('rootSpanId');
  });

  it('does with spans that are each other’s parents', () => {
    const spans = [
      failedSpan({ spanId: 'a', parentSpanId: 'b', name: 'first' }),
      receivedSpan({ spanId: 'b', parentSpanId: 'a', at: 1 }),
    ];
    expect(summaryOf(spans)).to.include({ name: 'first', status: 'failed' });
  });

  it('tells workflow, business ids and why it was interrupted', () => {
    const attributes = {
      'everspan.workflow.name': 'place order',
      'everspan.correlation.id': 'order-7',
      'everspan.interrupted': 'exit',
    };
    const other = { 'everspan.correlation.id': 'invoice-1' };
    const spans = [
      root({ attributes }),
      child({ attributes }),
      child({ spanId: 'b', attributes: other }),
    ];
    expect(summaryOf(spans)).to.deep.include({
      workflow: 'place order',
      correlationIds: ['order-7', 'invoice-1'],
      interrupted: 'exit',
    });
  });

  it('passes over attributes that are no texts', () => {
    const attributes = {
      'everspan.workflow.name': 1,
      'everspan.correlation.id': '',
    };
    const summary = summaryOf([root({ attributes })]);
    expect(summary.correlationIds).to.deep.equal([]);
    expect(summary).to.not.have.property('workflow');
  });

  it('lists no more than 20 business ids', () => {
    const spans = Array.from({ length: 30 }, (_, index) =>
      root({
        spanId: String(index),
        attributes: { 'everspan.correlation.id': `order-${index}` },
      }),
    );
    expect(summaryOf(spans).correlationIds).to.have.lengthOf(20);
  });
});
