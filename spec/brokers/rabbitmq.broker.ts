import { type ConsumeMessage, connect } from 'amqplib';
import { RABBITMQ, startRabbitMq } from '../../samples/brokers/rabbitmq';
import { describeBroker } from './describe-broker';
import type { Client } from './wire';
import { describeWire } from './wire-facts';

/** amqplib, on a queue of its own per connection. */
function amqplib(url: () => string): Client {
  return {
    system: 'rabbitmq',
    keepsAmbient: true,
    open: async (handle) => {
      const connection = await connect(url());
      const channel = await connection.createConfirmChannel();
      const { queue } = await channel.assertQueue('', { exclusive: true });
      await channel.consume(queue, (message: ConsumeMessage | null) => {
        handle(message);
        if (message) channel.ack(message);
      });
      return {
        send: async (write) => {
          const options = { headers: {} };
          write(options);
          channel.sendToQueue(queue, Buffer.from('order'), options);
          await channel.waitForConfirms();
        },
        close: () => connection.close(),
      };
    },
    writeGarbage: (message) => {
      Object.assign(message, {
        headers: {
          traceparent: Buffer.alloc(100, 255),
          tracestate: [1, { a: null }],
          baggage: { deep: { down: [true] } },
          'everspan-correlation-id': 7.5,
          'everspan-continuation': 'x'.repeat(1000),
        },
      });
    },
  };
}

describeBroker('amqplib and RabbitMQ', [RABBITMQ, startRabbitMq], (url) => {
  describeWire(amqplib(url));
});
