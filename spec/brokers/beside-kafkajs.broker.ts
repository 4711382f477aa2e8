import { randomUUID } from 'node:crypto';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { expect } from 'chai';
import type * as Client from 'kafkajs';
import type { ConsumerRunConfig, KafkaMessage, Message } from 'kafkajs';
import { KCAT, startKafka } from '../../samples/brokers/kafka';
import { consumer, producer } from '../../lib/messaging/producer-consumer';
import { inject } from '../../lib/messaging/propagate';
import { isRoot, linkedTo } from '../span/messages';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { describeBroker } from './describe-broker';
import { requireAnew } from './require-anew';
import { useInstrumentation } from './use-instrumentation';

const ORDERS = { system: 'kafka', destination: 'orders' } as const;

describeBroker(
  "everspan beside OpenTelemetry's instrumentation of kafkajs",
  [KCAT, startKafka],
  (url) => {
    const recorder = useRecorder();
    useW3cPropagation();
    useInstrumentation(new KafkaJsInstrumentation({ enabled: false }));

    /** Sends `count` messages, and consumes until `done`. */
    async function consumed(
      count: number,
      run: (done: () => void) => ConsumerRunConfig,
    ): Promise<string> {
      const { Kafka, logLevel } = requireAnew('kafkajs') as typeof Client;
      const kafka = new Kafka({ brokers: [url()], logLevel: logLevel.NOTHING });
      const topic = `orders-${randomUUID()}`;
      const sender = kafka.producer();
      await sender.connect();
      for (let sent = 0; sent < count; sent++) {
        await producer.run({ ...ORDERS, correlationId: 'order-7' }, () => {
          const message: Message = { value: 'x', partition: 0, headers: {} };
          return sender.send({ topic, messages: [inject(message)] });
        });
      }
      const groupId = randomUUID();
      const receiver = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
      await receiver.connect();
      await receiver.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        receiver.run(run(resolve)).catch(reject);
      });
      await receiver.disconnect();
      await sender.disconnect();
      return topic;
    }

    it('is below its span for each message', async () => {
      const message = (each: KafkaMessage): KafkaMessage => each;
      const handle = consumer.wrap({ ...ORDERS, message }, message);
      const topic = await consumed(1, (done) => ({
        eachMessage: async (payload) => {
          handle(payload.message);
          done();
        },
      }));
      const ours = recorder.take('process orders');
      const others = recorder.take(`process ${topic}`);
      expect(others.parentSpanContext?.spanId).to.equal(
        recorder.take(`send ${topic}`).spanContext().spanId,
      );
      expect(ours.parentSpanContext?.spanId).to.equal(
        others.spanContext().spanId,
      );
      expect(ours.links).to.deep.equal([]);
      expect(ours.attributes['everspan.correlation.id']).to.equal('order-7');
      expect(ours.kind).to.equal(0);
      recorder.take('send orders');
    });

    it('is one span with a link to each sender for a batch', async () => {
      const all: KafkaMessage[] = [];
      const handle = consumer.wrap(
        { ...ORDERS, messages: (each: readonly KafkaMessage[]) => each },
        (each: readonly KafkaMessage[]) => all.push(...each),
      );
      const topic = await consumed(3, (done) => ({
        eachBatch: async ({ batch }) => {
          handle(batch.messages);
          if (all.length === 3) done();
        },
      }));
      const senders = recorder.takeAll(`send ${topic}`);
      const batches = recorder.takeAll('process orders');
      expect(batches.every(isRoot)).to.equal(true);
      expect(batches.flatMap(linkedTo)).to.deep.equal(
        senders.map((each) => each.spanContext().spanId),
      );
      recorder.takeAll('send orders');
      recorder.takeAll(`poll ${topic}`);
      recorder.takeAll(`process ${topic}`);
    });
  },
);
