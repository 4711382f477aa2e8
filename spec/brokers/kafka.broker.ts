import { randomUUID } from 'node:crypto';
import { type IHeaders, Kafka, logLevel, Partitioners } from 'kafkajs';
import { KCAT, startKafka } from '../../samples/brokers/kafka';
import { describeBroker } from './describe-broker';
import type { Client } from './wire';
import { describeWire } from './wire-facts';

/** kafkajs, message by message, on a topic of its own per connection. */
function kafkajs(url: () => string): Client {
  return {
    system: 'kafka',
    keepsAmbient: true,
    open: async (handle) => {
      const kafka = new Kafka({ brokers: [url()], logLevel: logLevel.NOTHING });
      const topic = `orders-${randomUUID()}`;
      const consumer = kafka.consumer({
        groupId: randomUUID(),
        maxWaitTimeInMs: 100,
      });
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      const createPartitioner = Partitioners.DefaultPartitioner;
      const producer = kafka.producer({ createPartitioner });
      await producer.connect();
      await consumer.run({
        eachMessage: async ({ message }) => {
          await handle(message);
        },
      });
      return {
        send: async (write) => {
          const headers: IHeaders = {};
          const message = { value: 'order', headers };
          write(message);
          await producer.send({ topic, messages: [message] });
        },
        close: async () => {
          await producer.disconnect();
          await consumer.disconnect();
        },
      };
    },
    writeGarbage: (message) => {
      Object.assign(message, {
        headers: {
          traceparent: [Buffer.alloc(100, 255), Buffer.alloc(0)],
          tracestate: Buffer.from([0, 255, 254]),
          baggage: 'x'.repeat(10_000),
          'everspan-correlation-id': '%',
          'everspan-continuation': Buffer.alloc(0),
        },
      });
    },
  };
}

describeBroker("kafkajs and kcat's Kafka", [KCAT, startKafka], (url) => {
  describeWire(kafkajs(url));
});
