/** Messages that come again: refused, retried, put aside. */
import { once } from 'node:events';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { type ConsumeMessage, connect } from 'amqplib';
import { type Job, Queue, Worker } from 'bullmq';
import { expect } from 'chai';
import { Kafka, type KafkaMessage, logLevel, Partitioners } from 'kafkajs';
import { KCAT, startKafka } from '../../samples/brokers/kafka';
import { RABBITMQ, startRabbitMq } from '../../samples/brokers/rabbitmq';
import { REDIS, startRedis } from '../../samples/brokers/redis';
import { consumer, producer } from '../../lib/messaging/producer-consumer';
import { inject } from '../../lib/messaging/propagate';
import { isRoot, linkedTo } from '../span/messages';
import { type Recorder, useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { describeBroker } from './describe-broker';

const ORDERS = { system: 'any', destination: 'orders' } as const;

/** A handler that fails the first time, and then says that it is done. */
function failingOnce<Message>(done: () => void): (message: Message) => void {
  let attempts = 0;
  const message = (each: Message): Message => each;
  const options = { ...ORDERS, continuation: 'link', message } as const;
  return consumer.wrap(options, (_: Message) => {
    attempts += 1;
    if (attempts === 1) throw new Error('not yet');
    done();
  });
}

/** Both attempts are traces, and linked to who sent the message. */
function expectLinkedAttempts(recorder: Recorder): void {
  const { spanId } = recorder.take('send orders').spanContext();
  const attempts: readonly ReadableSpan[] = recorder.takeAll('process orders');
  expect(attempts.map(linkedTo)).to.deep.equal([[spanId], [spanId]]);
  expect(attempts.every(isRoot)).to.equal(true);
  const traces = attempts.map((each) => each.spanContext().traceId);
  expect(new Set(traces).size).to.equal(2);
}

describeBroker('again over RabbitMQ', [RABBITMQ, startRabbitMq], (url) => {
  const recorder = useRecorder();
  useW3cPropagation();

  it('links a message that was put back to who sent it', async () => {
    const connection = await connect(url());
    const channel = await connection.createChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await new Promise<void>((resolve) => {
      const handle = failingOnce<ConsumeMessage>(resolve);
      void channel.consume(queue, (message) => {
        if (message === null) return;
        try {
          handle(message);
          channel.ack(message);
        } catch {
          channel.nack(message);
        }
      });
      producer.run(ORDERS, () => {
        const options = inject({ headers: {} });
        channel.sendToQueue(queue, Buffer.from('order'), options);
      });
    });
    await connection.close();
    expectLinkedAttempts(recorder);
  });

  it('links a message that was put aside to who sent it', async () => {
    const connection = await connect(url());
    const channel = await connection.createChannel();
    await channel.assertQueue('aside', { autoDelete: true });
    const { queue } = await channel.assertQueue('', {
      exclusive: true,
      deadLetterExchange: '',
      deadLetterRoutingKey: 'aside',
    });
    await new Promise<void>((resolve) => {
      const handle = failingOnce<ConsumeMessage>(resolve);
      void channel.consume(queue, (message) => {
        if (message === null) return;
        expect(() => handle(message)).to.throw('not yet');
        channel.nack(message, false, false);
      });
      void channel.consume('aside', (message) => {
        if (message === null) return;
        expect(message.properties.headers).to.have.property('x-death');
        handle(message);
      });
      producer.run(ORDERS, () => {
        const options = inject({ headers: {} });
        channel.sendToQueue(queue, Buffer.from('order'), options);
      });
    });
    await connection.close();
    expectLinkedAttempts(recorder);
  });
});

describeBroker('again over Kafka', [KCAT, startKafka], (url) => {
  const recorder = useRecorder();
  useW3cPropagation();

  const kafka = (): Kafka =>
    new Kafka({ brokers: [url()], logLevel: logLevel.NOTHING });

  async function send(topic: string, count: number): Promise<void> {
    const createPartitioner = Partitioners.DefaultPartitioner;
    const sender = kafka().producer({ createPartitioner });
    await sender.connect();
    for (let sent = 0; sent < count; sent++) {
      await producer.run(ORDERS, () => {
        const message = { value: 'order', partition: 0, headers: {} };
        return sender.send({ topic, messages: [inject(message)] });
      });
    }
    await sender.disconnect();
  }

  it('links a message that failed to who sent it', async () => {
    await send('again', 1);
    const receiver = kafka().consumer({
      groupId: 'again',
      retry: { initialRetryTime: 10 },
    });
    await receiver.connect();
    await receiver.subscribe({ topic: 'again', fromBeginning: true });
    await new Promise<void>((resolve) => {
      const handle = failingOnce<KafkaMessage>(resolve);
      void receiver.run({
        eachMessage: async ({ message }) => handle(message),
      });
    });
    await receiver.disconnect();
    expectLinkedAttempts(recorder);
  });

  it('ties what eachBatch gets to all who sent it', async () => {
    await send('batches', 3);
    const receiver = kafka().consumer({ groupId: 'batches' });
    await receiver.connect();
    await receiver.subscribe({ topic: 'batches', fromBeginning: true });
    let count = 0;
    await new Promise<void>((resolve) => {
      const messages = (each: readonly KafkaMessage[]): typeof each => each;
      const handle = consumer.wrap({ ...ORDERS, messages }, messages);
      void receiver.run({
        eachBatch: async ({ batch }) => {
          count += handle(batch.messages).length;
          if (count === 3) resolve();
        },
      });
    });
    await receiver.disconnect();
    const batches = recorder.takeAll('process orders');
    expect(batches.every(isRoot)).to.equal(true);
    expect(batches.flatMap(linkedTo)).to.deep.equal(
      recorder.takeAll('send orders').map((each) => each.spanContext().spanId),
    );
  });
});

describeBroker('again over BullMQ', [REDIS, startRedis], (url) => {
  const recorder = useRecorder();
  useW3cPropagation();

  it('links each attempt to who added the job', async () => {
    const connection = { url: url(), maxRetriesPerRequest: null };
    const queue = new Queue('orders', { connection });
    await producer.run(ORDERS, () =>
      queue.add('order', {}, inject({ attempts: 2, telemetry: {} })),
    );
    const handle = failingOnce<Job>(() => undefined);
    const worker = new Worker('orders', async (job) => handle(job), {
      connection,
    });
    await once(worker, 'completed');
    await worker.close();
    await queue.close();
    expectLinkedAttempts(recorder);
  });
});
