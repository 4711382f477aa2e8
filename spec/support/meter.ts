/** A meter provider for specs, and what it has been told. */
import {
  type Attributes,
  type MeterProvider,
  metrics,
} from '@opentelemetry/api';
import {
  MeterProvider as SdkMeterProvider,
  MetricReader,
  type ResourceMetrics,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics';

/** Reads when it is asked to, and sends nothing. */
class PullReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** A count of one series: of a histogram, how many values it has. */
export interface Series {
  readonly attributes: Attributes;
  readonly count: number;
  /** What the values add up to. */
  readonly sum: number;
}

export class Meters {
  #reader = new PullReader();

  /** A provider that is read by `read`, in the place of an earlier one. */
  register(views: ViewOptions[] = []): MeterProvider {
    metrics.disable();
    this.#reader = new PullReader();
    const provider = new SdkMeterProvider({ readers: [this.#reader], views });
    metrics.setGlobalMeterProvider(provider);
    return provider;
  }

  /** Everything there is now. */
  async collect(): Promise<ResourceMetrics> {
    const { resourceMetrics, errors } = await this.#reader.collect();
    const [error] = errors;
    if (error !== undefined)
      throw new Error('a metric cannot be read', { cause: error });
    return resourceMetrics;
  }

  /** The series of one metric. */
  async read(name: string): Promise<readonly Series[]> {
    const { scopeMetrics } = await this.collect();
    const found = scopeMetrics
      .flatMap((scope) => scope.metrics)
      .find(({ descriptor }) => descriptor.name === name);
    return (found?.dataPoints ?? []).map(({ attributes, value }) =>
      typeof value === 'number'
        ? { attributes, count: value, sum: value }
        : { attributes, count: countOf(value), sum: sumOf(value) },
    );
  }
}

function countOf(value: object): number {
  return 'count' in value ? Number(value.count) : 0;
}

function sumOf(value: object): number {
  return 'sum' in value ? Number(value.sum) : 0;
}

/** A meter provider in every test of the present `describe`. */
export function useMeters(): Meters {
  const meters = new Meters();
  beforeEach(() => {
    meters.register();
  });
  afterEach(() => {
    metrics.disable();
  });
  return meters;
}
