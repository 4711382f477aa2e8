import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  createAlwaysRecordSampler,
  TracerProvider,
  type Span,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { DeliveryProcessor } from '../../lib/delivery/delivery-processor';
import { overhearing } from '../internal/overheard';
import { AnsweringServer, until, type Answering } from './answering-server';
import { destinationFor } from './courier-trial';

const host: NodeJS.EventEmitter = process;

function listenerCounts(): readonly number[] {
  const events = ['exit', 'beforeExit', 'SIGTERM', 'newListener'];
  return events.map((event) => host.listenerCount(event));
}

describe('DeliveryProcessor', () => {
  const lines = overhearing();
  const closing: (() => Promise<unknown>)[] = [];
  let listeners: readonly number[];

  beforeEach(() => {
    listeners = listenerCounts();
  });

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    expect(listenerCounts()).to.deep.equal(listeners);
  });

  async function deliveringTo(answering?: Answering, isSampled = true) {
    const server = await new AnsweringServer(answering).listen();
    const delivery = new DeliveryProcessor({
      destination: destinationFor({ url: server.url, timeoutMs: 1_000 }),
      maxMemoryBytes: 1_048_576,
      exitTimeoutMs: 60_000,
      journal: undefined,
      redact: (span) => span,
    });
    closing.push(() => delivery.shutdown());
    closing.push(() => server.close());
    const sampler = isSampled ? new AlwaysOnSampler() : new AlwaysOffSampler();
    const provider = new TracerProvider({
      sampler: createAlwaysRecordSampler(sampler),
      spanProcessors: [delivery],
    });
    const tracer = provider.getTracer('spec');
    const start = (name: string, parent?: Span): Span => {
      const around = parent
        ? trace.setSpan(ROOT_CONTEXT, parent)
        : ROOT_CONTEXT;
      return tracer.startSpan(name, {}, around) as Span;
    };
    return { server, delivery, start };
  }

  function fail(span: Span): void {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }

  it('delivers what ends, and counts it', async () => {
    const { server, delivery, start } = await deliveringTo();
    start('open');
    start('one').end();
    fail(start('two'));
    expect(delivery.stats()).to.include({ started: 3, ended: 2, waiting: 2 });
    await until(() => delivery.stats().delivered === 2);
    expect(server.names).to.have.members(['one', 'two']);
    expect(delivery.stats()).to.include({ owner: 'everspan', waiting: 0 });
  });

  it('flushes, and says whether all arrived', async () => {
    const { delivery, start } = await deliveringTo((_, nth) => ({
      status: nth === 1 ? 401 : 200,
    }));
    start('one').end();
    expect(await delivery.flush()).to.equal(false);
    expect(await delivery.flush()).to.equal(true);
    await delivery.forceFlush();
    expect(delivery.stats()).to.include({ delivered: 1, waiting: 0 });
  });

  it('keeps an unsampled trace that failed, and drops one that did not', async () => {
    const { server, delivery, start } = await deliveringTo(undefined, false);
    for (const [root, child] of [
      [start('good'), 'good child'],
      [start('bad'), 'bad child'],
    ] as const) {
      start(child, root).end();
      if (child.startsWith('bad')) fail(root);
      else root.end();
    }
    expect(await delivery.flush()).to.equal(true);
    expect(server.names).to.deep.equal(['bad child', 'bad']);
    expect(delivery.stats()).to.include({ ended: 4, delivered: 2, waiting: 0 });
    expect(delivery.stats().dropped).to.include({ unsampled: 2 });
  });

  it('delivers before it shuts down, and watches nothing afterwards', async () => {
    const { server, delivery, start } = await deliveringTo();
    start('one').end();
    await Promise.all([delivery.shutdown(), delivery.shutdown()]);
    expect(server.names).to.deep.equal(['one']);
    expect(listenerCounts()).to.deep.equal(listeners);
    expect(lines()).to.deep.equal([]);
  });

  it('drops what ends after it was shut down, and counts it', async () => {
    const { server, delivery, start } = await deliveringTo();
    const open = start('open');
    await delivery.shutdown();
    open.end();
    fail(start('late'));
    expect(delivery.stats()).to.include({ started: 2, ended: 2, waiting: 0 });
    expect(delivery.stats().dropped).to.include({ ended: 2 });
    expect(await delivery.flush()).to.equal(false);
    expect(server.names).to.deep.equal([]);
  });

  it('says once by a flush that spans were refused for good', async () => {
    const { delivery, start } = await deliveringTo((names) => ({
      status: names.includes('poison') ? 400 : 200,
    }));
    start('good').end();
    start('poison').end();
    expect(await delivery.flush()).to.equal(false);
    start('good').end();
    expect(await delivery.flush()).to.equal(true);
    expect(delivery.stats().dropped).to.include({ refused: 1 });
  });

  it('shuts down without the backend, and says what is lost', async () => {
    const { delivery, start } = await deliveringTo(() => ({ status: 403 }));
    start('lost').end();
    await delivery.shutdown();
    expect(delivery.stats()).to.include({ delivered: 0, waiting: 0 });
    expect(delivery.stats().dropped).to.include({ ended: 1 });
    expect(lines().at(-1)).to.include('1 span(s) were dropped by shutdown()');
  });
});
