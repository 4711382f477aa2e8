/** What Prometheus has of a real run. */
import { metrics } from '@opentelemetry/api';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { flush, init, shutdown, stats, task, workflow } from '../../lib';
import { AnsweringServer } from '../delivery/answering-server';
import { Meters } from '../support/meter';

/** By the names of the metrics, the labels that they have. */
export type Labels = ReadonlyMap<string, ReadonlySet<string>>;

/** Labels that scraping or the translation of the resource adds. */
const OF_THE_TARGET = ['job', 'instance'];

/**
 * What is exposed of a run, one that failed, and requests of both kinds, in the
 * names that the Collector and Prometheus give to what they get by OTLP.
 */
export async function exposition(): Promise<string> {
  let status = 503;
  const server = await new AnsweringServer(() => ({ status })).listen();
  const meters = new Meters();
  const { env } = process;
  try {
    process.env = { EVERSPAN_LOG: 'off' };
    meters.register();
    init({ endpoint: `http://localhost:${server.port}`, journal: false });
    runs();
    while (stats().failedRequests['HTTP 503'] === undefined) {
      runs();
      await flush(20);
    }
    status = 200;
    await flush();
    return translated(
      new PrometheusSerializer().serialize(await meters.collect()),
    );
  } finally {
    await shutdown();
    metrics.disable();
    process.env = env;
    await server.close();
  }
}

function runs(): void {
  workflow.run('place order', () => {
    task.run('charge', () => undefined);
  });
  try {
    workflow.run('place order', () => task.run('charge', decline));
  } catch {
    // It is the failure that is counted.
  }
}

function decline(): never {
  throw new RangeError('no funds');
}

/**
 * The exporter of the SDK leaves out the unit, which OpenTelemetry's rules put
 * behind the name: `s` is `_seconds`; what is in braces is left out.
 *
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
export function translated(exposed: string): string {
  const inSeconds = [...exposed.matchAll(/^# UNIT (\w+) s$/gm)];
  return inSeconds.reduce(
    (text, [, name = '']) =>
      text.replaceAll(
        new RegExp(`\\b${name}(?=[_ {])`, 'g'),
        `${name}_seconds`,
      ),
    exposed,
  );
}

/** Every metric that is exposed, and its labels. */
export function labelsOf(exposed: string): Labels {
  const found = new Map<string, Set<string>>();
  for (const line of exposed.split('\n')) {
    const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const known = found.get(name) ?? new Set(OF_THE_TARGET);
    for (const [, label = ''] of labels.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) {
      known.add(label);
    }
    found.set(name, known);
  }
  return found;
}
