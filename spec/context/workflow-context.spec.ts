import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { span, task, workflow } from '../../lib';
import { inheritedAttributes } from '../../lib/context/workflow-context';
import { useRecorder } from '../support/recorder';

const inherited = () => inheritedAttributes(context.active());

describe('inheritedAttributes', () => {
  afterEach(() => {
    recorder.takeAll();
  });
  const recorder = useRecorder();

  it('are none outside a workflow', () => {
    expect(inheritedAttributes(ROOT_CONTEXT)).to.equal(undefined);
    expect(task.run('charge', inherited)).to.equal(undefined);
  });

  it('are the name and the path below a workflow', () => {
    const found = workflow.run('place', () => task.run('charge', inherited));
    expect(found).to.deep.equal({
      'everspan.workflow.name': 'place',
      'everspan.path': 'place/charge',
    });
  });

  it('are the correlation id alone below a task that has one', () => {
    const found = task.run({ name: 'charge', correlationId: 'o-1' }, inherited);
    expect(found).to.deep.equal({ 'everspan.correlation.id': 'o-1' });
  });

  it('last across an await', async () => {
    const found = await workflow.run('place', async () => {
      await Promise.resolve();
      return inherited();
    });
    expect(found).to.include({ 'everspan.workflow.name': 'place' });
  });

  it('are the same object for every call from one place', () => {
    workflow.run('place', () => {
      const once = task.run('charge', inherited);
      expect(task.run('charge', inherited)).to.equal(once);
    });
  });

  it('are kept apart in runs at the same time', async () => {
    const run = (id: string) =>
      workflow.run({ name: 'place', correlationId: id }, async () => {
        await Promise.resolve();
        return task.run('charge', inherited)?.['everspan.correlation.id'];
      });
    expect(await Promise.all([run('a'), run('b')])).to.deep.equal(['a', 'b']);
  });
});

describe('a span below a workflow', () => {
  const recorder = useRecorder();
  const attributesOf = (name: string) => recorder.take(name).attributes;

  it('has its own name at the end of the path', () => {
    workflow.run('place', () => task.run('charge', () => undefined));
    expect(attributesOf('charge')).to.deep.equal({
      'everspan.kind': 'task',
      'everspan.workflow.name': 'place',
      'everspan.path': 'place/charge',
    });
    expect(attributesOf('place')['everspan.path']).to.equal('place');
  });

  it('inherits the correlation id, or brings another one', () => {
    workflow.run({ name: 'place', correlationId: 'o-1' }, () => {
      task.run('charge', () => undefined);
      task.run({ name: 'ship', correlationId: 's-2' }, () => undefined);
    });
    const ids = ['charge', 'ship', 'place'].map(
      (name) => attributesOf(name)['everspan.correlation.id'],
    );
    expect(ids).to.deep.equal(['o-1', 's-2', 'o-1']);
  });

  it('takes the name of a nested workflow, and continues the path', () => {
    workflow.run('place', () =>
      workflow.run('refund', () => task.run('pay', () => undefined)),
    );
    expect(attributesOf('pay')).to.include({
      'everspan.workflow.name': 'refund',
      'everspan.path': 'place/refund/pay',
    });
    recorder.takeAll();
  });

  it('escapes what would take the path apart', () => {
    workflow.run('GET /orders', () => span.run('a\\b', () => undefined));
    expect(attributesOf('a\\b')['everspan.path']).to.equal(
      'GET \\/orders/a\\\\b',
    );
    recorder.takeAll();
  });

  it('has a path of sixteen names at most, the first ones', () => {
    const descend = (depth: number): void =>
      task.run(`t${String(depth)}`, () => {
        if (depth < 40) descend(depth + 1);
      });
    workflow.run('w', () => {
      descend(1);
    });
    const path = `w/${Array.from({ length: 15 }, (_, i) => `t${String(i + 1)}`).join('/')}`;
    expect(attributesOf('t15')['everspan.path']).to.equal(path);
    expect(attributesOf('t16')['everspan.path']).to.equal(path);
    expect(attributesOf('t40')['everspan.path']).to.equal(path);
    recorder.takeAll();
  });

  it('below sixteen names still takes the name of a nested workflow', () => {
    const descend = (depth: number): void =>
      workflow.run(`w${String(depth)}`, () => {
        if (depth < 18) descend(depth + 1);
      });
    descend(1);
    const path = attributesOf('w16')['everspan.path'];
    expect(attributesOf('w18')).to.include({
      'everspan.workflow.name': 'w18',
      'everspan.path': path,
    });
    recorder.takeAll();
  });

  it('has no path of a workflow that its root left', () => {
    workflow.run('place', () =>
      context.with(ROOT_CONTEXT, () => task.run('apart', () => undefined)),
    );
    const apart = recorder.take('apart');
    expect(apart.attributes).to.deep.equal({ 'everspan.kind': 'task' });
    expect(apart.parentSpanContext).to.equal(undefined);
    recorder.takeAll();
  });

  it('hangs under the span that was active', () => {
    const tracer = trace.getTracer('host');
    tracer.startActiveSpan('host', (host) => {
      task.run('charge', () => undefined);
      host.end();
    });
    const { spanId } = recorder.take('host').spanContext();
    expect(recorder.take('charge').parentSpanContext?.spanId).to.equal(spanId);
  });
});
