import {
  type BatchObservableCallback,
  metrics,
  trace,
} from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { flush, init, shutdown, stats, task } from '../../lib';
import { warningCount } from '../../lib/internal/diag';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from '../setup/own-environment';
import { Meters, type Series } from '../support/meter';
import { AnsweringServer } from './answering-server';

const PREFIX = 'everspan.delivery';

const counts = (all: readonly Series[]): unknown[] =>
  all.map(({ count }) => count);

describe('metrics of the delivery', () => {
  overhearing();
  const setVariables = ownEnvironment();
  const meters = new Meters();
  let server: AnsweringServer;
  let status = 200;

  beforeEach(async () => {
    status = 200;
    server = await new AnsweringServer(() => ({ status })).listen();
    setVariables({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${server.port}`,
    });
  });

  afterEach(async () => {
    // For a backend that is away the shutdown would wait.
    status = 200;
    await shutdown();
    await server.close();
    metrics.disable();
    trace.disable();
  });

  /** Every metric that is one number, by the word at its end. */
  async function plain(): Promise<Readonly<Record<string, unknown>>> {
    const { scopeMetrics } = await meters.collect();
    const all = scopeMetrics.flatMap((scope) => scope.metrics);
    return Object.fromEntries(
      all
        .filter(({ descriptor }) => descriptor.name.startsWith(PREFIX))
        .filter(({ dataPoints }) => dataPoints.length === 1)
        .map(({ descriptor, dataPoints }) => [
          descriptor.name.split('.').at(-1),
          dataPoints[0]?.value,
        ]),
    );
  }

  it('are what stats() tells', async () => {
    meters.register();
    init();
    const open = trace.getTracer('library').startSpan('open');
    task.run('call', () => undefined);
    const { started, ended, waiting, held, kept, journalled } = stats();
    expect(await plain()).to.deep.include({
      ...{ started, ended, waiting, held, kept, journalled },
      open: 1,
      outage: 0,
    });
    expect({ started, ended, waiting }).to.deep.equal({
      started: 2,
      ended: 1,
      waiting: 1,
    });
    open.end();
    expect(await flush()).to.equal(true);
    expect(await plain()).to.include({
      open: 0,
      waiting: 0,
      requests: stats().requests,
    });
    expect(await meters.read(`${PREFIX}.span.delivered`)).to.deep.equal([
      { attributes: { 'everspan.recovered': false }, count: 2, sum: 2 },
      { attributes: { 'everspan.recovered': true }, count: 0, sum: 0 },
    ]);
  });

  it('count drops by the reasons of stats()', async () => {
    meters.register();
    init({ sampling: { ratio: 0 } });
    task.run('call', () => undefined);
    const dropped = await meters.read(`${PREFIX}.span.dropped`);
    const told = dropped.map(({ attributes, count }) => [
      attributes['everspan.drop.reason'],
      count,
    ]);
    expect(Object.fromEntries(told)).to.deep.equal(stats().dropped);
    expect(stats().dropped).to.include({ unsampled: 1 });
  });

  it('count requests by what went wrong, and tell of an outage', async () => {
    meters.register();
    init();
    status = 503;
    task.run('call', () => undefined);
    await flush(1);
    while ((stats().failedRequests['HTTP 503'] ?? 0) === 0) await flush(50);
    const failed = (await meters.read(`${PREFIX}.requests`)).find(
      ({ attributes }) => attributes['error.type'] === '503',
    );
    expect(failed?.count).to.equal(stats().failedRequests['HTTP 503']);
    expect(counts(await meters.read(`${PREFIX}.outage`))).to.deep.equal([1]);
  });

  it('are there for a provider that comes after init', async () => {
    init();
    trace.getTracer('library').startSpan('x').end();
    meters.register();
    // No annotated call: that a request is sent is enough.
    expect(await flush()).to.equal(true);
    expect(await plain()).to.include({ started: 1, ended: 1 });
  });

  it('can still be read when the delivery was shut down', async () => {
    meters.register();
    init();
    task.run('call', () => undefined);
    await shutdown();
    const [own] = await meters.read(`${PREFIX}.span.delivered`);
    expect(own?.count).to.equal(1);
  });

  it('are of the latest delivery', async () => {
    meters.register();
    init();
    task.run('call', () => undefined);
    await shutdown();
    init();
    expect(await plain()).to.include({ started: 0 });
  });

  it('leave a provider that is no longer the one', async () => {
    const removed: BatchObservableCallback[] = [];
    const meter = new MeterProvider().getMeter('spec');
    const removeBatchObservableCallback = (
      callback: BatchObservableCallback,
    ): void => {
      removed.push(callback);
    };
    const first = Object.assign(meter, { removeBatchObservableCallback });
    metrics.setGlobalMeterProvider({ getMeter: () => first });
    init();
    metrics.disable();
    task.run('call', () => undefined);
    expect(removed).to.have.lengthOf(1);
  });

  it('do not hurt where the meter is broken', async () => {
    const createObservableGauge = (): never => {
      throw new Error('this meter is broken');
    };
    const meter = new MeterProvider().getMeter('spec');
    const broken = Object.assign(meter, { createObservableGauge });
    metrics.setGlobalMeterProvider({ getMeter: () => broken });
    init();
    expect(task.run('call', () => 1)).to.equal(1);
    expect(await flush()).to.equal(true);
    expect(warningCount('WARN_EVERSPAN_INTERNAL')).to.equal(1);
  });
});
