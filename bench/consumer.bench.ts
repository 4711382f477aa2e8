/**
 * What `consumer` costs: the context out of a message, a link and a span,
 * against the same by hand with the OpenTelemetry API on the same provider.
 */
import { init, shutdown } from 'everspan';
import { consumer } from 'everspan/messaging';
import {
  batchByHand,
  handle,
  KAFKA,
  kafkaByHand,
  RABBIT,
  rabbitBelowByHand,
  rabbitByHand,
} from './calls/consumer-by-hand';
import { timeInTurns } from './calls/time-calls';
import { ratioTable } from './table';

type Handler = (given: never) => number;

const message = (given: unknown): unknown => given;
const messages = (given: unknown): readonly unknown[] =>
  given as readonly unknown[];
const rabbit = { system: 'rabbitmq', destination: 'orders', message } as const;
const kafka = { system: 'kafka', destination: 'orders' } as const;

const HANDLERS = {
  rabbit: consumer.wrap<Handler>({ ...rabbit, continuation: 'link' }, handle),
  rabbitBelow: consumer.wrap<Handler>(rabbit, handle),
  kafka: consumer.wrap<Handler>(
    { ...kafka, message, continuation: 'link' },
    handle,
  ),
  batch: consumer.wrap<Handler>({ ...kafka, messages }, handle),
};

interface Pair {
  readonly name: string;
  /** How often it is called in a round, if not as often as a usual call. */
  readonly repeated?: number;
  readonly consumed: () => unknown;
  readonly byHand: () => unknown;
}

/** Calls `handler` with one message after the other. */
function taking(
  given: readonly unknown[],
  handler: (message: never) => unknown,
): () => unknown {
  let nth = 0;
  return () => handler(given[nth++ % given.length] as never);
}

const PAIRS: readonly Pair[] = [
  {
    name: 'a message of RabbitMQ, linked',
    consumed: taking(RABBIT, HANDLERS.rabbit),
    byHand: taking(RABBIT, rabbitByHand),
  },
  {
    name: 'a message of RabbitMQ, in its trace',
    consumed: taking(RABBIT, HANDLERS.rabbitBelow),
    byHand: taking(RABBIT, rabbitBelowByHand),
  },
  {
    name: 'a message of Kafka, linked',
    consumed: taking(KAFKA, HANDLERS.kafka),
    byHand: taking(KAFKA, kafkaByHand),
  },
  {
    name: 'a batch of 100 of Kafka',
    repeated: 500,
    consumed: taking([KAFKA], HANDLERS.batch),
    byHand: taking([KAFKA], batchByHand),
  },
];

/** The table of `consumer`. */
export async function consumerTable(): Promise<string> {
  process.env['OTEL_TRACES_EXPORTER'] = 'none';
  init({ serviceName: 'bench' });
  delete process.env['OTEL_TRACES_EXPORTER'];
  const rows: (readonly string[])[] = [];
  for (const { name, consumed, byHand, repeated } of PAIRS) {
    const medians = await timeInTurns([consumed, byHand], repeated);
    const [ours = NaN, other = NaN] = medians;
    const ratio = (ours / other).toFixed(2);
    rows.push([name, other.toFixed(0), ours.toFixed(0), ratio, '1.0']);
  }
  await shutdown();
  return ratioTable(
    ['one call, for', 'by hand ns', '`consumer` ns', 'ratio', 'target'],
    rows,
  );
}
