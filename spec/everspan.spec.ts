import { context, trace } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { flush, init, shutdown, stats } from '../lib/everspan';
import { overhearing } from './internal/overheard';
import { ownBackend } from './setup/own-backend';

const COUNTS = [
  ...['started', 'ended', 'delivered', 'waiting'],
  ...['journalled', 'recovered', 'held', 'kept', 'requests'],
];
const REASONS = [
  ...['memory', 'disk', 'age', 'refused'],
  ...['unserialisable', 'ended', 'unsampled'],
];

describe('everspan, before init', () => {
  afterEach(() => {
    trace.disable();
  });

  it('has nothing to flush, to shut down or to count', async () => {
    expect(await flush()).to.equal(true);
    expect(await flush(1)).to.equal(true);
    await shutdown();
    expect(stats()).to.include({ owner: 'nobody', started: 0, waiting: 0 });
  });

  it("asks the host's provider to flush", async () => {
    let flushed = 0;
    const provider = new TracerProvider();
    const forceFlush = (): Promise<void> => {
      flushed += 1;
      return Promise.resolve();
    };
    trace.setGlobalTracerProvider(Object.assign(provider, { forceFlush }));
    expect(await flush()).to.equal(true);
    expect(flushed).to.equal(1);
    expect(stats().owner).to.equal('host');
  });
});

describe('everspan, after init', () => {
  overhearing();
  const server = ownBackend();

  it('flushes and counts by the handle and by the root alike', async () => {
    const everspan = init();
    trace.getTracer('library').startSpan('x').end();
    expect(stats()).to.deep.equal(everspan.stats());
    expect(stats()).to.include({ started: 1, ended: 1, waiting: 1 });
    expect(await flush()).to.equal(true);
    expect(everspan.stats()).to.include({ delivered: 1, waiting: 0 });
    expect(server().names).to.deep.equal(['x']);
  });

  it('counts spans by what became of them', () => {
    init();
    const { owner, dropped, failedRequests, warnings, ...counts } = stats();
    expect(owner).to.equal('everspan');
    expect(counts).to.have.all.keys(COUNTS);
    expect(dropped).to.have.all.keys(REASONS);
    expect({ ...failedRequests, ...warnings }).to.deep.equal({});
  });

  it('shuts down for good, and can be set up again', async () => {
    const everspan = init({ serviceName: 'orders' });
    await shutdown();
    await everspan.shutdown();
    expect(stats().owner).to.equal('nobody');
    expect(init({ serviceName: 'billing' })).to.not.equal(everspan);
    expect(stats().owner).to.equal('everspan');
  });

  it('keeps the context through asynchronous work', async () => {
    init();
    const span = trace.getTracer('library').startSpan('x');
    const active = trace.setSpan(context.active(), span);
    const within = await context.with(active, async () => {
      await new Promise(setImmediate);
      return trace.getActiveSpan();
    });
    expect(within).to.equal(span);
    span.end();
  });

  it('throws for a bad option', () => {
    const bad = { serviceNmae: 'orders' } as object;
    expect(() => init(bad)).to.throw(TypeError, '"serviceNmae"');
  });
});
