import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { type Hooks, task } from '../../lib';
import { flush, processor, shutdown } from '../../lib/everspan';
import { hostProvider } from '../../lib/setup/host-provider';
import { setUp } from '../../lib/setup/init';
import { overhearing } from '../internal/overheard';
import { HostProviders } from './host-providers';

describe('processor, beside init', () => {
  const lines = overhearing();
  const hosts = new HostProviders();

  it('is joined by init, which then says nothing', async () => {
    const provider = hosts.register([processor()]);
    const started: string[] = [];
    const onStart: NonNullable<Hooks['onStart']> = (_, { name }) => {
      started.push(name);
    };
    const everspan = setUp({ hooks: { onStart } });
    expect(hostProvider()).to.equal(provider);
    task.run('charge', () => undefined);
    expect(await everspan.flush()).to.equal(true);
    expect(hosts.server.names).to.deep.equal(['charge']);
    expect(started).to.deep.equal(['charge']);
    expect(everspan.stats()).to.include({ owner: 'everspan', delivered: 1 });
    expect(lines()).to.deep.equal([]);
  });

  it('is joined by an init that comes before its provider is registered', async () => {
    const standing = processor();
    setUp({});
    expect(hostProvider()).to.equal(undefined);
    hosts.register([standing]);
    task.run('charge', () => undefined);
    await shutdown();
    expect(hosts.server.names).to.deep.equal(['charge']);
    expect(lines()).to.deep.equal([]);
  });

  it('is told which options of init have no effect beside it', () => {
    hosts.register([processor()]);
    setUp({
      serviceName: 'orders',
      capture: true,
      dialects: ['gen_ai'],
      journal: false,
    });
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('serviceName, journal must be given to');
  });

  it('shares the delivery of an earlier init, and warns', async () => {
    setUp({});
    const theirs = hosts.provide([processor()]);
    theirs.getTracer('spec').startSpan('theirs', {}, ROOT_CONTEXT).end();
    task.run('ours', () => undefined);
    expect(await flush()).to.equal(true);
    expect(hosts.server.names).to.have.members(['theirs', 'ours']);
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('processor() was called after init()');
  });

  it('hides what it is told to, also when init comes after it', async () => {
    const redact = { keys: ['colour'] };
    const provider = hosts.register([processor({ redact })]);
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
