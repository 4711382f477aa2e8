import { trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { task, workflow } from '../../lib/annotations/annotations';
import { hostProvider } from '../../lib/setup/host-provider';
import { currentHandle, setUp } from '../../lib/setup/init';
import { overhearing } from '../internal/overheard';
import { ownBackend } from './own-backend';

const host: NodeJS.EventEmitter = process;

function processor(fields: object = {}) {
  return {
    onStart: () => undefined,
    onEnd: () => undefined,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
    ...fields,
  };
}

function endSpan(name: string): void {
  trace.getTracer('library').startSpan(name).end();
}

describe('setUp', () => {
  const lines = overhearing();
  const server = ownBackend();
  let exitListeners: number;

  beforeEach(() => {
    exitListeners = host.listenerCount('exit');
  });

  afterEach(() => {
    expect(host.listenerCount('exit')).to.equal(exitListeners);
  });

  it('delivers the spans of annotations and of other libraries', async () => {
    const everspan = setUp({ serviceName: 'orders' });
    await workflow.run('place order', async () => {
      await new Promise(setImmediate);
      task.run('charge', () => {
        endSpan('POST /charges');
      });
    });
    expect(await everspan.flush()).to.equal(true);
    expect(server().names).to.have.members([
      ...['POST /charges', 'charge', 'place order'],
    ]);
    expect(everspan.stats()).to.include({ owner: 'everspan', delivered: 3 });
    expect(lines()).to.deep.equal([]);
  });

  it('does it once, however often it is asked to', () => {
    const options = { serviceName: 'orders', headers: { a: '1' } };
    const everspan = setUp(options);
    const provider = hostProvider();
    expect(setUp(structuredClone(options))).to.equal(everspan);
    expect(hostProvider()).to.equal(provider);
    expect(host.listenerCount('exit')).to.equal(exitListeners + 1);
    expect(lines()).to.deep.equal([]);
  });

  it('stays with the first options, and says so', () => {
    const everspan = setUp({ serviceName: 'orders' });
    for (const serviceName of ['billing', 'stock']) {
      expect(setUp({ serviceName })).to.equal(everspan);
    }
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('WARN_EVERSPAN_INIT_TWICE');
  });

  it('throws for a bad option, first or later, and does nothing', () => {
    const bad = { serviceName: '' };
    expect(() => setUp(bad)).to.throw(TypeError, 'ERR_EVERSPAN_INIT_OPTION');
    expect(hostProvider()).to.equal(undefined);
    expect(currentHandle()).to.equal(undefined);
    setUp({});
    expect(() => setUp(bad)).to.throw(TypeError, 'ERR_EVERSPAN_INIT_OPTION');
  });

  it('throws for certificates that cannot be used, and does nothing', () => {
    const tls = { cert: 'no certificate' };
    expect(() => setUp({ tls })).to.throw(TypeError, 'option "tls"');
    expect(hostProvider()).to.equal(undefined);
    expect(host.listenerCount('exit')).to.equal(exitListeners);
  });

  it('uses a provider that is there, and leaves delivery to it', async () => {
    let flushed = 0;
    const forceFlush = () => Promise.resolve((flushed += 1));
    const theirs = new TracerProvider({
      spanProcessors: [processor({ forceFlush })],
    });
    trace.setGlobalTracerProvider(theirs);
    const everspan = setUp({ serviceName: 'orders' });
    expect(hostProvider()).to.equal(theirs);
    expect(host.listenerCount('exit')).to.equal(exitListeners);
    expect(await everspan.flush()).to.equal(true);
    expect(flushed).to.equal(1);
    expect(everspan.stats()).to.include({ owner: 'host' });
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('WARN_EVERSPAN_FOREIGN_PROVIDER');
  });

  it('exports by any exporter instead of its own delivery', async () => {
    const exporter = new InMemorySpanExporter();
    const everspan = setUp({ exporter });
    endSpan('exported');
    expect(await everspan.flush()).to.equal(true);
    const exported = exporter.getFinishedSpans().map(({ name }) => name);
    expect(exported).to.deep.equal(['exported']);
    expect(server().requests).to.deep.equal([]);
    expect(everspan.stats()).to.include({ owner: 'exporter' });
    expect(host.listenerCount('exit')).to.equal(exitListeners);
  });

  it('does nothing with OTEL_SDK_DISABLED=true', async () => {
    Object.assign(process.env, { OTEL_SDK_DISABLED: 'true' });
    const everspan = setUp({});
    endSpan('unheard');
    expect(hostProvider()).to.equal(undefined);
    expect(await everspan.flush()).to.equal(true);
    expect(everspan.stats()).to.include({ owner: 'nobody', started: 0 });
    expect(host.listenerCount('exit')).to.equal(exitListeners);
  });

  it("hands spans to the user's processors alone where none is exported", async () => {
    Object.assign(process.env, { OTEL_TRACES_EXPORTER: 'none' });
    const ended: string[] = [];
    const onEnd = ({ name }: ReadableSpan) => ended.push(name);
    const everspan = setUp({ processors: [processor({ onEnd })] });
    endSpan('seen');
    expect(await everspan.flush()).to.equal(true);
    expect(ended).to.deep.equal(['seen']);
    expect(server().requests).to.deep.equal([]);
    expect(everspan.stats()).to.include({ owner: 'nobody' });
  });

  it('takes an unreachable backend for no error', async () => {
    Object.assign(process.env, {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:1',
      OTEL_EXPORTER_OTLP_TIMEOUT: '50',
    });
    const everspan = setUp({ journal: false });
    endSpan('kept');
    expect(await everspan.flush(1)).to.equal(false);
    await everspan.shutdown();
    expect(everspan.stats().dropped).to.include({ ended: 1 });
  });
});
