/** Kafka, as the mock cluster inside librdkafka, by its client kcat. */
import { type Broker, start } from './broker-process';
import { type Program, requirePath } from './program';

export const KCAT: Program = {
  command: 'kcat',
  debian: 'kcat',
  homebrew: 'kcat',
};

/** `KAFKA_BROKER` (host:port) where it is set, else a cluster of its own. */
export async function startKafka(): Promise<Broker> {
  const { KAFKA_BROKER: url } = process.env;
  if (url) return { url, close: () => Promise.resolve() };
  // A producer that waits for its input: so long does the cluster live.
  const words = '-P -t keepalive -b unused -X test.mock.num.brokers=1 -d mock';
  const cluster = await start({
    path: requirePath(KCAT),
    args: words.split(' '),
    ready: /bootstrap\.servers=(\d+\.\d+\.\d+\.\d+:\d+)/,
  });
  return { url: cluster.said[1] ?? '', close: cluster.close };
}
