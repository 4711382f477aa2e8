import { ROOT_CONTEXT } from '@opentelemetry/api';
import { TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace';
import type { BasicTracerProvider, Span } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task, workflow } from '../../lib';
import { flush, processor, stats } from '../../lib/everspan';
import { overhearing } from '../internal/overheard';
import { HostProviders } from './host-providers';

const host: NodeJS.EventEmitter = process;

describe('processor', () => {
  const lines = overhearing();
  const hosts = new HostProviders();

  it('delivers what the host provider makes, and says where it belongs', async () => {
    const provider = hosts.register([processor()]);
    let library: Span | undefined;
    workflow.run('place order', () => {
      library = provider.getTracer('pg').startSpan('SELECT') as Span;
      library.end();
      task.run('charge', () => undefined);
    });
    expect(await flush()).to.equal(true);
    expect(hosts.server.names).to.have.members([
      'SELECT',
      'charge',
      'place order',
    ]);
    expect(library?.attributes).to.include({
      'everspan.workflow.name': 'place order',
    });
    expect(stats()).to.include({ owner: 'everspan', delivered: 3 });
    expect(lines()).to.deep.equal([]);
  });

  it('is quiet until the first span, and after the shutdown of its provider', async () => {
    const before = host.listenerCount('exit');
    const provider = hosts.register([processor()]);
    expect(host.listenerCount('exit')).to.equal(before);
    expect(await flush()).to.equal(true);
    expect(stats()).to.include({ owner: 'everspan', started: 0 });
    task.run('charge', () => undefined);
    expect(host.listenerCount('exit')).to.equal(before + 1);
    await provider.shutdown();
    expect(hosts.server.names).to.deep.equal(['charge']);
    expect(host.listenerCount('exit')).to.equal(before);
    expect(stats().owner).to.equal('host');
    task.run('later', () => undefined);
  });

  it('leaves sampling to the host', async () => {
    const sampler = new TraceIdRatioBasedSampler(0);
    hosts.register([processor()], { sampler });
    const fail = () => {
      throw new Error('declined');
    };
    expect(() => task.run('charge', fail)).to.throw('declined');
    expect(await flush()).to.equal(true);
    expect(hosts.server.requests).to.deep.equal([]);
    expect(stats()).to.include({ started: 0, kept: 0 });
  });

  it('sends nothing twice, however often it stands', async () => {
    const first = processor();
    const provider = hosts.register([first, first, processor()]);
    task.run('charge', () => undefined);
    await provider.forceFlush();
    expect(hosts.server.names).to.deep.equal(['charge']);
    expect(stats()).to.include({ started: 1, ended: 1, delivered: 1 });
    expect(lines()).to.deep.equal([]);
  });

  it('shares one delivery between providers', async () => {
    const first = hosts.register([processor()]);
    const second = hosts.provide([processor()]);
    const exits = host.listenerCount('exit');
    const tracer = (of: BasicTracerProvider) => of.getTracer('spec');
    tracer(first).startSpan('of the first', {}, ROOT_CONTEXT).end();
    tracer(second).startSpan('of the second', {}, ROOT_CONTEXT).end();
    expect(host.listenerCount('exit')).to.equal(exits + 1);
    await second.shutdown();
    expect(hosts.server.names).to.have.members([
      'of the first',
      'of the second',
    ]);
    tracer(first).startSpan('still', {}, ROOT_CONTEXT).end();
    expect(await flush()).to.equal(true);
    expect(hosts.server.names).to.include('still');
    expect(lines()).to.deep.equal([]);
  });

  it('stays with the first options, and says so', () => {
    hosts.register([processor({ maxMemoryBytes: 100_000 })]);
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
      hosts.setVariables(variables);
      const before = host.listenerCount('exit');
      hosts.register([processor()]);
      task.run('charge', () => undefined);
      expect(await flush()).to.equal(true);
      expect(hosts.server.requests).to.deep.equal([]);
      expect(host.listenerCount('exit')).to.equal(before);
    });
  }
});
