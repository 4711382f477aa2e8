import {
  context,
  propagation,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { init, task } from '../../lib';
import { createRecorder, type RecorderOptions } from '../../lib/testing';
import { overhearing } from '../internal/overheard';

const call = task.wrap('call', () => undefined);

describe('starting and stopping a recorder', () => {
  let recorder = createRecorder();
  const lines = overhearing();

  function start(options?: RecorderOptions): void {
    recorder = createRecorder(options);
    recorder.start();
  }

  afterEach(() => {
    recorder.stop();
    trace.disable();
  });

  it('leaves nothing behind where nothing was', () => {
    start();
    recorder.stop();
    recorder.stop();
    expect(trace.getTracer('x').startSpan('x').isRecording()).to.equal(false);
    expect(propagation.fields()).to.be.empty;
    const active = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      traceFlags: TraceFlags.SAMPLED,
    });
    context.with(active, () => {
      expect(trace.getActiveSpan()).to.equal(undefined);
    });
  });

  it('restores the provider that was there, which misses nothing else', () => {
    const exporter = new InMemorySpanExporter();
    const spanProcessors = [new SimpleSpanProcessor({ exporter })];
    const host = new TracerProvider({ spanProcessors });
    trace.setGlobalTracerProvider(host);
    call();
    start();
    call();
    const lasting = trace.getTracer('lasting');
    lasting.startSpan('recorded').end();
    recorder.stop();
    call();
    lasting.startSpan('delivered').end();
    const names = exporter.getFinishedSpans().map(({ name }) => name);
    expect(names).to.deep.equal(['call', 'call', 'delivered']);
    expect(recorder.takeAll()).to.have.length(2);
  });

  it('is refused while another one records', () => {
    start();
    expect(() => {
      createRecorder().start();
    })
      .to.throw(TypeError)
      .with.property('code', 'ERR_EVERSPAN_RECORDER_BUSY');
    call();
    expect(recorder.size).to.equal(1);
  });

  it('adds no listener to the process', () => {
    const counts = () =>
      process.eventNames().map((name) => process.listenerCount(name));
    const before = counts();
    start();
    expect(counts()).to.deep.equal(before);
  });

  it('makes init join it, which then delivers nothing', async () => {
    start();
    const listeners = process.listenerCount('exit');
    const handle = init({ serviceName: 'orders' });
    call();
    expect(recorder.size).to.equal(1);
    expect(handle.stats().owner).to.equal('host');
    expect(process.listenerCount('exit')).to.equal(listeners);
    expect(lines().join()).to.include('WARN_EVERSPAN_FOREIGN_PROVIDER');
    await handle.shutdown();
  });

  it('records whatever OTEL_TRACES_SAMPLER says', () => {
    process.env['OTEL_TRACES_SAMPLER'] = 'always_off';
    start();
    delete process.env['OTEL_TRACES_SAMPLER'];
    call();
    expect(recorder.take().name).to.equal('call');
  });
});
