import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../lib/annotations/annotations';
import { consumer, producer } from '../../lib/messaging/producer-consumer';
import { inject } from '../../lib/messaging/propagate';
import { isRoot, linkedTo } from '../span/messages';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';

const message = (each: unknown): unknown => each;

describe('producer', () => {
  const recorder = useRecorder();

  it('names its span by operation and destination', () => {
    const options = { system: 'rabbitmq', destination: 'orders' };
    producer.run(options, () => undefined);
    const { kind, attributes } = recorder.take('send orders');
    expect(kind).to.equal(SpanKind.PRODUCER);
    expect(attributes).to.include({
      'everspan.kind': 'producer',
      'messaging.system.name': 'rabbitmq',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'orders',
    });
  });

  it('takes the name that the system itself uses', () => {
    const doing = { operation: 'create', operationName: 'publish' } as const;
    producer.run({ system: 'nats', destination: 'a.b', ...doing }, () => 1);
    const { attributes } = recorder.take('publish a.b');
    expect(attributes).to.include({
      'messaging.operation.name': 'publish',
      'messaging.operation.type': 'create',
    });
  });

  it('returns, throws and fails as every annotation', () => {
    const options = { system: 'kafka', destination: 'orders' };
    expect(producer.run(options, () => 7)).to.equal(7);
    recorder.take('send orders');
    const error = new RangeError('too large');
    const send = producer.wrap(options, () => {
      throw error;
    });
    expect(send).to.throw(error);
    const { status, attributes } = recorder.take('send orders');
    expect(status.code).to.equal(SpanStatusCode.ERROR);
    expect(attributes['error.type']).to.equal('RangeError');
  });
});

describe('consumer', () => {
  const recorder = useRecorder();
  useW3cPropagation();

  const rabbit = {
    system: 'rabbitmq',
    destination: 'orders',
    message,
  } as const;

  function sent(): readonly [{ headers: object }, string] {
    const headers = task.run('send', () => inject({}));
    return [{ headers }, recorder.take('send').spanContext().spanId];
  }

  it('is below the sender, and linked to it as well', () => {
    const [received, sender] = sent();
    consumer.wrap(rabbit, message)(received);
    const span = recorder.take('process orders');
    expect(span.kind).to.equal(SpanKind.CONSUMER);
    expect(span.parentSpanContext?.spanId).to.equal(sender);
    expect(linkedTo(span)).to.deep.equal([sender]);
  });

  it('is a trace of its own that is linked to the sender', () => {
    const [received, sender] = sent();
    consumer.wrap({ ...rabbit, continuation: 'link' }, message)(received);
    const span = recorder.take('process orders');
    expect(isRoot(span)).to.equal(true);
    expect(linkedTo(span)).to.deep.equal([sender]);
  });

  it('has no link to nobody', () => {
    consumer.wrap(rabbit, message)({ headers: {} });
    expect(recorder.take('process orders').links).to.deep.equal([]);
  });

  it('names what is below it', () => {
    const handle = consumer.wrap({ ...rabbit, name: 'pay' }, () => {
      task.run('charge', () => undefined);
    });
    (handle as (message: unknown) => void)({});
    expect(recorder.take('charge').attributes).to.include({
      'everspan.workflow.name': 'pay',
      'everspan.path': 'pay/charge',
    });
    recorder.take('pay');
  });

  it('tells what is known of a batch on its links', () => {
    const [first] = sent();
    const [second] = sent();
    const batch = [
      { ...first, MessageId: '1' },
      { ...second, MessageId: '2' },
      { MessageId: '3' },
    ];
    const options = {
      system: 'aws.sqs',
      destination: 'orders',
      messages: (each: unknown) => each as readonly unknown[],
    };
    consumer.wrap(options, message)(batch);
    const span = recorder.take('process orders');
    expect(span.attributes['messaging.batch.message_count']).to.equal(3);
    expect(span.attributes).not.to.have.property('messaging.message.id');
    expect(
      span.links.map(({ attributes }) => attributes?.['messaging.message.id']),
    ).to.deep.equal(['1', '2']);
  });

  it('asks for a destination that is of the call', () => {
    const handle = consumer.wrap(
      {
        system: 'nats',
        destination: (subject: string) => subject,
        attributes: (subject: string) => ({ length: subject.length }),
      },
      (subject: string) => subject,
    );
    handle('orders.new');
    const { attributes } = recorder.take('process');
    expect(attributes).to.include({
      'messaging.destination.name': 'orders.new',
      length: 10,
    });
  });

  it('is not named after what passes away', () => {
    const options = { system: 'rabbitmq', destination: 'amq.gen-x' };
    consumer.run({ ...options, anonymous: true }, () => undefined);
    expect(recorder.take('process').attributes).to.include({
      'messaging.destination.name': 'amq.gen-x',
      'messaging.destination.anonymous': true,
    });
  });

  it('is named after a template rather than what fills it', () => {
    const destinationTemplate = '/customers/{id}';
    const options = { system: 'mqtt', destination: '/customers/7' };
    consumer.run({ ...options, destinationTemplate }, () => undefined);
    recorder.take('process /customers/{id}');
  });

  it('takes messages by a client kind of span', () => {
    const options = { system: 'kafka', destination: 'orders' };
    consumer.run({ ...options, operation: 'receive' }, () => undefined);
    expect(recorder.take('receive orders').kind).to.equal(SpanKind.CLIENT);
  });

  it('tells every detail that it is told', () => {
    consumer.run(
      {
        system: 'kafka',
        destination: 'orders',
        temporary: false,
        partition: 3,
        subscription: 'billing',
        consumerGroup: 'payments',
        clientId: 'c1',
        serverAddress: 'broker',
        serverPort: 9092,
      },
      () => undefined,
    );
    expect(recorder.take('process orders').attributes).to.include({
      'messaging.destination.temporary': false,
      'messaging.destination.partition.id': '3',
      'messaging.destination.subscription.name': 'billing',
      'messaging.consumer.group.name': 'payments',
      'messaging.client.id': 'c1',
      'server.address': 'broker',
      'server.port': 9092,
    });
  });

  it('lets the annotation say more, and otherwise', () => {
    consumer.run(
      {
        system: 'kafka',
        destination: 'orders',
        name: 'handle order',
        spanKind: SpanKind.SERVER,
        attributes: { 'messaging.destination.name': 'other', a: 1 },
      },
      () => undefined,
    );
    const { kind, attributes } = recorder.take('handle order');
    expect(kind).to.equal(SpanKind.SERVER);
    expect(attributes).to.include({
      'messaging.destination.name': 'other',
      a: 1,
    });
  });

  it('runs without a provider', () => {
    trace.disable();
    expect(consumer.wrap(rabbit, message)(7)).to.equal(7);
  });
});
