import { expect } from 'chai';
import { messageDescriber } from '../../lib/messaging/describe-message';
import { systemAttributes } from '../../lib/messaging/conventions';
import { GARBAGE } from '../context/carriers';

describe('messageDescriber', () => {
  afterEach(() => {
    delete process.env['OTEL_SEMCONV_STABILITY_OPT_IN'];
  });

  const known: readonly (readonly [string, object, object])[] = [
    [
      'rabbitmq',
      { properties: { messageId: 'm1' } },
      { 'messaging.message.id': 'm1' },
    ],
    ['aws.sqs', { MessageId: 'm1' }, { 'messaging.message.id': 'm1' }],
    ['bullmq', { id: '7', name: 'ship' }, { 'messaging.message.id': '7' }],
    [
      'rabbitmq',
      { fields: { routingKey: 'a.b', deliveryTag: 3 } },
      {
        'rabbitmq.destination.routing_key': 'a.b',
        'rabbitmq.message.delivery_tag': 3,
      },
    ],
    [
      'kafka',
      { offset: '12', key: Buffer.from('order-7') },
      { 'kafka.offset': 12, 'kafka.message.key': 'order-7' },
    ],
    [
      'servicebus',
      { messageId: 'm1', deliveryCount: 2 },
      {
        'messaging.message.id': 'm1',
        'azure.servicebus.message.delivery_count': 2,
      },
    ],
  ];
  for (const [system, message, attributes] of known) {
    it(`reads ${Object.keys(message).join(' and ')} of ${system}`, () => {
      process.env['OTEL_SEMCONV_STABILITY_OPT_IN'] = 'messaging';
      expect(messageDescriber(system)(message)).to.deep.equal(attributes);
    });
  }

  it('tells former names beside the present ones until somebody chooses', () => {
    expect(messageDescriber('kafka')({ offset: 12 })).to.deep.equal({
      'kafka.offset': 12,
      'messaging.kafka.offset': 12,
    });
    process.env['OTEL_SEMCONV_STABILITY_OPT_IN'] = 'http, messaging/dup';
    expect(messageDescriber('kafka')({ offset: 12 })).to.have.property(
      'messaging.kafka.offset',
    );
    process.env['OTEL_SEMCONV_STABILITY_OPT_IN'] = 'http, messaging';
    expect(messageDescriber('kafka')({ offset: 12 })).not.to.have.property(
      'messaging.kafka.offset',
    );
  });

  it('takes no document for an id', () => {
    const id = 'x'.repeat(10_000);
    expect(
      messageDescriber('kafka')({ id, key: Buffer.from(id) }),
    ).to.deep.equal({});
  });

  for (const [name, message] of Object.entries(GARBAGE)) {
    it(`finds nothing in ${name}, and does not throw`, () => {
      expect(messageDescriber('kafka')(message)).to.deep.equal({});
    });
  }
});

describe('systemAttributes', () => {
  it('knows a system by either of its names', () => {
    for (const name of ['aws_sqs', 'aws.sqs']) {
      expect(systemAttributes(name)).to.deep.equal({
        'messaging.system': 'aws_sqs',
        'messaging.system.name': 'aws.sqs',
      });
    }
  });

  it('takes any other name as it is', () => {
    expect(systemAttributes('nats')).to.deep.equal({
      'messaging.system': 'nats',
      'messaging.system.name': 'nats',
    });
  });
});
