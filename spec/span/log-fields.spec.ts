import {
  context,
  ROOT_CONTEXT,
  trace,
  type SpanContext,
} from '@opentelemetry/api';
import { expect } from 'chai';
import { logFields, task, workflow } from '../../lib';
import { withCorrelation } from '../../lib/messaging';
import { useRecorder } from '../support/recorder';

const REMOTE: SpanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 0,
};

describe('logFields', () => {
  const recorder = useRecorder();

  it('tells the span, the workflow and the correlation id', async () => {
    const place = workflow.wrap(
      { name: 'place order', correlationId: 'o-7' },
      async () => {
        await Promise.resolve();
        return task.run('charge', () => logFields());
      },
    );
    const fields = await place();
    const { traceId, spanId } = recorder.take('charge').spanContext();
    expect(fields).to.deep.equal({
      trace_id: traceId,
      span_id: spanId,
      trace_flags: '01',
      workflow_name: 'place order',
      correlation_id: 'o-7',
    });
    recorder.take('place order');
  });

  it('tells of a task outside a workflow its span alone', () => {
    const fields = task.run('charge', () => logFields());
    expect(fields).to.have.all.keys('trace_id', 'span_id', 'trace_flags');
    recorder.take('charge');
  });

  it('is empty outside of everything', () => {
    expect(logFields()).to.deep.equal({});
    expect(context.with(ROOT_CONTEXT, logFields)).to.deep.equal({});
  });

  it('tells a correlation id without a span', () => {
    expect(withCorrelation('o-7', logFields)).to.deep.equal({
      correlation_id: 'o-7',
    });
  });

  it('tells spans of others, and what is not sampled', () => {
    const remote = trace.setSpanContext(ROOT_CONTEXT, REMOTE);
    expect(context.with(remote, logFields)).to.deep.equal({
      trace_id: REMOTE.traceId,
      span_id: REMOTE.spanId,
      trace_flags: '00',
    });
  });

  it('leaves out a span that is none', () => {
    const invalid = { ...REMOTE, traceId: '0'.repeat(32) };
    const none = trace.setSpanContext(ROOT_CONTEXT, invalid);
    expect(context.with(none, logFields)).to.deep.equal({});
  });

  it('gives each caller an object of its own', () => {
    const fields = logFields();
    Object.assign(fields, { level: 30 });
    expect(logFields()).to.deep.equal({});
  });
});
