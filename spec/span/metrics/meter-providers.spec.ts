import {
  type Context,
  type Histogram,
  type Meter,
  type MeterProvider,
  metrics,
  type Span,
  trace,
} from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import {
  AggregationType,
  MeterProvider as SdkMeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { task, workflow } from '../../../lib';
import { warningCount } from '../../../lib/internal/diag';
import { Meters } from '../../support/meter';
import { useTracing } from '../../support/recorder';

const TASKS = 'everspan.task.duration';

/** A meter provider whose meter is the SDK's, but for what is `given`. */
function providerWith(given: Partial<Meter>): MeterProvider {
  const meter = new SdkMeterProvider().getMeter('spec');
  return { getMeter: () => Object.assign(meter, given) };
}

function histogramThat(record: Histogram['record']): Partial<Meter> {
  return { createHistogram: () => ({ record }) };
}

const fail = (): never => {
  throw new Error('this meter is broken');
};

describe('the meter provider', () => {
  useTracing();
  const meters = new Meters();
  const call = task.wrap('call', () => 1);

  afterEach(() => {
    metrics.disable();
  });

  async function counted(): Promise<number | undefined> {
    return (await meters.read(TASKS))[0]?.count;
  }

  it('may come after calls were made', async () => {
    call();
    meters.register();
    call();
    expect(await counted()).to.equal(1);
  });

  it('may go, and another one may come', async () => {
    meters.register();
    call();
    metrics.disable();
    call();
    meters.register();
    call();
    call();
    expect(await counted()).to.equal(2);
  });

  it('does not hear of runs that began before it', async () => {
    const started = task.run('begun', () => {
      meters.register();
      return Promise.resolve();
    });
    await started;
    expect(await counted()).to.equal(undefined);
  });

  it('is told in the context of the span, for exemplars', () => {
    const contexts: (Context | undefined)[] = [];
    metrics.setGlobalMeterProvider(
      providerWith(
        histogramThat((_seconds, _attributes, context) => {
          contexts.push(context);
        }),
      ),
    );
    const spans: Span[] = [];
    workflow.run('place', (span) => {
      spans.push(span);
    });
    const [context] = contexts;
    expect(context && trace.getSpan(context)).to.equal(spans[0]);
  });

  it('is told of buckets that hold runs of minutes', () => {
    const advised: unknown[] = [];
    const createHistogram: Meter['createHistogram'] = (_name, options) => {
      advised.push(options?.advice?.explicitBucketBoundaries?.at(-1));
      return { record: () => undefined };
    };
    metrics.setGlobalMeterProvider(providerWith({ createHistogram }));
    call();
    expect(advised).to.deep.equal([300, 300]);
  });

  const broken: Readonly<Record<string, MeterProvider>> = {
    'gives no meter': { getMeter: fail },
    'makes no histograms': providerWith({ createHistogram: fail }),
    'makes no counters': providerWith({ createUpDownCounter: fail }),
    'takes no values': providerWith(histogramThat(fail)),
    'takes no counts': providerWith({
      createUpDownCounter: () => ({ add: fail }),
    }),
  };

  for (const [name, provider] of Object.entries(broken)) {
    it(`does not hurt where it ${name}`, async () => {
      metrics.setGlobalMeterProvider(provider);
      expect(workflow.run('place', call)).to.equal(1);
      expect(
        await workflow.run('place', async () => Promise.resolve(2)),
      ).to.equal(2);
      expect(() => workflow.run('place', fail)).to.throw('broken');
      expect(warningCount('WARN_EVERSPAN_INTERNAL')).to.be.greaterThan(0);
    });
  }

  it('may leave everspan out by a view', async () => {
    const aggregation = { type: AggregationType.DROP } as const;
    meters.register([{ meterName: 'everspan', aggregation }]);
    call();
    const { scopeMetrics } = await meters.collect();
    expect(scopeMetrics.flatMap((scope) => scope.metrics)).to.deep.equal([]);
  });

  it('does not measure what it calls itself', () => {
    let records = 0;
    const record = (): void => {
      records += 1;
      call();
    };
    metrics.setGlobalMeterProvider(providerWith(histogramThat(record)));
    call();
    expect(records).to.equal(1);
  });

  it('does not hold a call up while an exporter has not answered', async () => {
    const exporter: PushMetricExporter = {
      export: () => undefined,
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    };
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      exporter.export = (_, done) => {
        answer = () => {
          done({ code: ExportResultCode.SUCCESS });
        };
        resolve();
      };
    });
    const reader = new PeriodicExportingMetricReader({
      exporter,
      exportIntervalMillis: 1_000_000,
    });
    metrics.setGlobalMeterProvider(new SdkMeterProvider({ readers: [reader] }));
    call();
    const flushed = reader.forceFlush();
    await asked;
    expect(call()).to.equal(1);
    await workflow.run('place', () => Promise.resolve());
    answer();
    await flushed;
  });
});
