import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace';
import { BasicTracerProvider, type Span } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { type Hooks, task, workflow } from '../../lib';
import { flush, processor, shutdown, stats } from '../../lib/everspan';
import { currentHandle, setUp } from '../../lib/setup/init';
import { hostProvider } from '../../lib/setup/host-provider';
import { spanSettings } from '../../lib/span/span-settings';
import { AnsweringServer } from '../delivery/answering-server';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

const host: NodeJS.EventEmitter = process;

describe('processor', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();
  const providers: BasicTracerProvider[] = [];
  let server: AnsweringServer;

  beforeEach(async () => {
    server = await new AnsweringServer().listen();
    const endpoint = `http://localhost:${server.port}`;
    setVariables({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
  });

  afterEach(async () => {
    for (const each of providers.splice(0)) await each.shutdown();
    await currentHandle()?.shutdown();
    trace.disable();
    context.disable();
    await server.close();
    expect(spanSettings()).to.deep.equal({});
  });

  function provide(
    ...spanProcessors: readonly ReturnType<typeof processor>[]
  ): BasicTracerProvider {
    const provider = new BasicTracerProvider({
      spanProcessors: [...spanProcessors],
    });
    providers.push(provider);
    return provider;
  }

  function register(
    ...standing: readonly ReturnType<typeof processor>[]
  ): BasicTracerProvider {
    const provider = provide(...standing);
    trace.setGlobalTracerProvider(provider);
    return provider;
  }

  it('delivers what the host provider makes, and says where it belongs', async () => {
    const provider = register(processor());
    let library: Span | undefined;
    workflow.run('place order', () => {
      library = provider.getTracer('pg').startSpan('SELECT') as Span;
      library.end();
      task.run('charge', () => undefined);
    });
    expect(await flush()).to.equal(true);
    expect(server.names).to.have.members(['SELECT', 'charge', 'place order']);
    expect(library?.attributes).to.include({
      'everspan.workflow.name': 'place order',
    });
    expect(stats()).to.include({ owner: 'everspan', delivered: 3 });
    expect(lines()).to.deep.equal([]);
  });

  it('is quiet until the first span, and after the shutdown of its provider', async () => {
    const before = host.listenerCount('exit');
    const provider = register(processor());
    expect(host.listenerCount('exit')).to.equal(before);
    expect(await flush()).to.equal(true);
    expect(stats()).to.include({ owner: 'everspan', started: 0 });
    task.run('charge', () => undefined);
    expect(host.listenerCount('exit')).to.equal(before + 1);
    await provider.shutdown();
    expect(server.names).to.deep.equal(['charge']);
    expect(host.listenerCount('exit')).to.equal(before);
    expect(stats().owner).to.equal('host');
    task.run('later', () => undefined);
  });

  it('leaves sampling to the host', async () => {
    const provider = new BasicTracerProvider({
      sampler: new TraceIdRatioBasedSampler(0),
      spanProcessors: [processor()],
    });
    providers.push(provider);
    trace.setGlobalTracerProvider(provider);
    const fail = () => {
      throw new Error('declined');
    };
    expect(() => task.run('charge', fail)).to.throw('declined');
    expect(await flush()).to.equal(true);
    expect(server.requests).to.deep.equal([]);
    expect(stats()).to.include({ started: 0, kept: 0 });
  });

  it('sends nothing twice, however often it stands', async () => {
    const first = processor();
    const provider = register(first, first, processor());
    task.run('charge', () => undefined);
    await provider.forceFlush();
    expect(server.names).to.deep.equal(['charge']);
    expect(stats()).to.include({ started: 1, ended: 1, delivered: 1 });
    expect(lines()).to.deep.equal([]);
  });

  it('shares one delivery between providers', async () => {
    const first = register(processor());
    const second = provide(processor());
    const exits = host.listenerCount('exit');
    const tracer = (of: BasicTracerProvider) => of.getTracer('spec');
    tracer(first).startSpan('of the first', {}, ROOT_CONTEXT).end();
    tracer(second).startSpan('of the second', {}, ROOT_CONTEXT).end();
    expect(host.listenerCount('exit')).to.equal(exits + 1);
    await second.shutdown();
    expect(server.names).to.have.members(['of the first', 'of the second']);
    tracer(first).startSpan('still', {}, ROOT_CONTEXT).end();
    expect(await flush()).to.equal(true);
    expect(server.names).to.include('still');
    expect(lines()).to.deep.equal([]);
  });

  it('stays with the first options, and says so', () => {
    register(processor({ maxMemoryBytes: 100_000 }));
    processor({ maxMemoryBytes: 200_000 });
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('processor() was called again');
    expect(lines()[0]).to.include('WARN_EVERSPAN_INIT_TWICE');
  });

  it('throws for bad options, and does nothing', () => {
    for (const bad of [
      { endpoint: 'localhost' },
      { serviceName: 'orders' },
      { tls: { cert: 'none' } },
    ]) {
      expect(() => processor(bad)).to.throw(
        TypeError,
        'ERR_EVERSPAN_INIT_OPTION',
      );
    }
    expect(stats().owner).to.equal('nobody');
  });

  for (const variables of [
    { OTEL_SDK_DISABLED: 'true' },
    { OTEL_TRACES_EXPORTER: 'none' },
  ]) {
    it(`delivers nothing with ${JSON.stringify(variables)}`, async () => {
      setVariables(variables);
      const before = host.listenerCount('exit');
      register(processor());
      task.run('charge', () => undefined);
      expect(await flush()).to.equal(true);
      expect(server.requests).to.deep.equal([]);
      expect(host.listenerCount('exit')).to.equal(before);
    });
  }

  it('is joined by init, which then says nothing', async () => {
    const provider = register(processor());
    const started: string[] = [];
    const onStart: NonNullable<Hooks['onStart']> = (_, { name }) => {
      started.push(name);
    };
    const everspan = setUp({ hooks: { onStart } });
    expect(hostProvider()).to.equal(provider);
    task.run('charge', () => undefined);
    expect(await everspan.flush()).to.equal(true);
    expect(server.names).to.deep.equal(['charge']);
    expect(started).to.deep.equal(['charge']);
    expect(everspan.stats()).to.include({ owner: 'everspan', delivered: 1 });
    expect(lines()).to.deep.equal([]);
  });

  it('is joined by an init that comes before its provider is registered', async () => {
    const standing = processor();
    setUp({});
    expect(hostProvider()).to.equal(undefined);
    register(standing);
    task.run('charge', () => undefined);
    await shutdown();
    expect(server.names).to.deep.equal(['charge']);
    expect(lines()).to.deep.equal([]);
  });

  it('is told which options of init have no effect beside it', () => {
    register(processor());
    setUp({ serviceName: 'orders', capture: true, journal: false });
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('serviceName, journal must be given to');
  });

  it('shares the delivery of an earlier init, and warns', async () => {
    setUp({});
    const theirs = provide(processor());
    theirs.getTracer('spec').startSpan('theirs', {}, ROOT_CONTEXT).end();
    task.run('ours', () => undefined);
    expect(await flush()).to.equal(true);
    expect(server.names).to.have.members(['theirs', 'ours']);
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('processor() was called after init()');
  });

  it('hides what it is told to, also when init comes after it', async () => {
    const redact = { keys: ['colour'] };
    const provider = register(processor({ redact }));
    setUp({ hooks: {} });
    let span: Span | undefined;
    task.run({ name: 'x', attributes: { colour: 'blue' } }, () => {
      span = trace.getActiveSpan() as Span;
    });
    expect(JSON.stringify(span?.attributes)).to.include(
      '"colour":"[redacted]"',
    );
    await provider.shutdown();
  });
});
