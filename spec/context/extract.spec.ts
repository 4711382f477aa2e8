import {
  context,
  propagation,
  ROOT_CONTEXT,
  trace,
  type TextMapPropagator,
} from '@opentelemetry/api';
import { expect } from 'chai';
import { hintIn } from '../../lib/context/continuation';
import { extract } from '../../lib/context/extract';
import { workflowContext } from '../../lib/context/workflow-context';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { GARBAGE, RECEIVED, SPAN_ID, TRACE_ID, TRACEPARENT } from './carriers';

const OTHER = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;

describe('extract', () => {
  const recorder = useRecorder();
  useW3cPropagation();

  for (const [name, carrier] of Object.entries(RECEIVED)) {
    it(`finds the sender in ${name}`, () => {
      const sender = trace.getSpanContext(extract(carrier));
      expect(sender).to.deep.include({ traceId: TRACE_ID, spanId: SPAN_ID });
      expect(sender?.isRemote).to.equal(true);
    });
  }

  for (const [name, carrier] of Object.entries(GARBAGE)) {
    it(`finds nobody in ${name}, and does not throw`, () => {
      expect(trace.getSpanContext(extract(carrier))).to.equal(undefined);
    });
  }

  it('ignores the span that is active here, stale or not', () => {
    const tracer = trace.getTracer('spec');
    tracer.startActiveSpan('ambient', (span) => {
      expect(trace.getSpan(extract({}))).to.equal(undefined);
      span.end();
      expect(trace.getSpan(extract({}))).to.equal(undefined);
    });
    recorder.take('ambient');
  });

  it('keeps the baggage of the sender, and none that is active here', () => {
    const ours = propagation.createBaggage({ here: { value: 'x' } });
    const active = propagation.setBaggage(ROOT_CONTEXT, ours);
    const carrier = { traceparent: TRACEPARENT, baggage: 'tenant=acme' };
    const found = context.with(active, () => extract(carrier));
    const entries = propagation.getBaggage(found)?.getAllEntries();
    expect(entries?.map(([name, { value }]) => [name, value])).to.deep.equal([
      ['tenant', 'acme'],
    ]);
  });

  it('joins baggage that came as several headers', () => {
    const headers = { baggage: [Buffer.from('a=1'), Buffer.from('b=2')] };
    const baggage = propagation.getBaggage(extract({ headers }));
    expect(baggage?.getAllEntries().map(([name]) => name)).to.deep.equal([
      'a',
      'b',
    ]);
  });

  it('keeps the tracestate of the sender', () => {
    const carrier = { traceparent: TRACEPARENT, tracestate: 'vendor=1' };
    const sender = trace.getSpanContext(extract(carrier));
    expect(sender?.traceState?.get('vendor')).to.equal('1');
  });

  it('takes over the correlation id, with or without a sender', () => {
    const headers = { 'Everspan-Correlation-Id': 'order-%C3%A47' };
    expect(workflowContext(extract(headers))?.correlationId).to.equal(
      'order-ä7',
    );
    expect(workflowContext(extract(headers))?.attributes).to.deep.equal({
      'everspan.correlation.id': 'order-ä7',
    });
  });

  it('takes over what the sender wants of the receiver', () => {
    expect(hintIn(extract({ 'everspan-continuation': 'link' }))).to.equal(
      'link',
    );
    expect(hintIn(extract({ 'everspan-continuation': 'parent' }))).to.equal(
      undefined,
    );
  });

  it('takes the last of several that HTTP has joined', () => {
    const traceparent = `${OTHER}, ${TRACEPARENT}`;
    const sender = trace.getSpanContext(extract({ traceparent }));
    expect(sender).to.deep.include({ traceId: TRACE_ID, spanId: SPAN_ID });
  });

  it('prefers traceparent to Diagnostic-Id', () => {
    const carrier = {
      applicationProperties: {
        'Diagnostic-Id': OTHER,
        traceparent: TRACEPARENT,
      },
    };
    const sender = trace.getSpanContext(extract(carrier));
    expect(sender?.traceId).to.equal(TRACE_ID);
  });

  it('survives a propagator that throws', () => {
    const hostile: TextMapPropagator = {
      inject: () => undefined,
      extract: () => {
        throw new Error('hostile');
      },
      fields: () => [],
    };
    propagation.disable();
    propagation.setGlobalPropagator(hostile);
    expect(extract({ traceparent: TRACEPARENT })).to.equal(ROOT_CONTEXT);
  });

  it('finds nobody where no propagator is registered', () => {
    propagation.disable();
    const found = extract({ traceparent: TRACEPARENT });
    expect(trace.getSpanContext(found)).to.equal(undefined);
  });
});
