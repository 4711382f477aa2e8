import { AmqplibInstrumentation } from '@opentelemetry/instrumentation-amqplib';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type * as Client from 'amqplib';
import type { Channel, ConsumeMessage } from 'amqplib';
import { expect } from 'chai';
import { RABBITMQ, startRabbitMq } from '../../samples/brokers/rabbitmq';
import type { Continuation } from '../../lib/context/continuation';
import { consumer, producer } from '../../lib/messaging/producer-consumer';
import { inject } from '../../lib/messaging/propagate';
import { isRoot, linkedTo } from '../span/messages';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { describeBroker } from './describe-broker';
import { requireAnew } from './require-anew';
import { useInstrumentation } from './use-instrumentation';

const ORDERS = { system: 'rabbitmq', destination: 'orders' } as const;

/** The spans of one message, the other's called as it calls them. */
interface Spans {
  readonly published: ReadableSpan;
  readonly others: ReadableSpan;
  readonly ours: ReadableSpan;
}

describeBroker(
  "everspan beside OpenTelemetry's instrumentation of amqplib",
  [RABBITMQ, startRabbitMq],
  (url) => {
    const recorder = useRecorder();
    useW3cPropagation();
    const instrumentation = new AmqplibInstrumentation({ enabled: false });
    useInstrumentation(instrumentation);

    async function handled(continuation: Continuation): Promise<Spans> {
      const { connect } = requireAnew('amqplib') as typeof Client;
      const connection = await connect(url());
      const channel = await connection.createChannel();
      const { queue } = await channel.assertQueue('', { exclusive: true });
      const done = consumed(channel, queue, continuation);
      producer.run({ ...ORDERS, correlationId: 'order-7' }, () => {
        const headers = inject({});
        channel.sendToQueue(queue, Buffer.from('order'), { headers });
      });
      await done;
      await connection.close();
      recorder.take('send orders');
      return {
        published: recorder.take('publish <default>'),
        others: recorder.take(`${queue} process`),
        ours: recorder.take('process orders'),
      };
    }

    function consumed(
      channel: Channel,
      queue: string,
      continuation: Continuation,
    ): Promise<void> {
      const options = {
        ...ORDERS,
        continuation,
        message: (message: ConsumeMessage) => message,
      };
      return new Promise((resolve) => {
        const handle = consumer.wrap(options, (message: ConsumeMessage) => {
          channel.ack(message);
        });
        void channel.consume(queue, (message) => {
          if (message) handle(message);
          resolve();
        });
      });
    }

    for (const useLinksForConsume of [false, true]) {
      describe(`with useLinksForConsume ${String(useLinksForConsume)}`, () => {
        before(() => instrumentation.setConfig({ useLinksForConsume }));

        it('is below its span as child', async () => {
          const { published, others, ours } = await handled('child');
          expect(ours.parentSpanContext?.spanId).to.equal(idOf(others));
          expect(ours.links).to.deep.equal([]);
          expect(sender(others)).to.equal(idOf(published));
        });

        it('tells nothing that it tells already', async () => {
          const { ours } = await handled('child');
          expect(ours.kind).to.equal(0);
          const keys = Object.keys(ours.attributes);
          expect(keys.filter((key) => key.includes('messaging'))).to.be.empty;
          expect(ours.attributes).not.to.have.property(
            'everspan.outlived_parent',
          );
        });

        it('keeps the business id', async () => {
          const { ours } = await handled('child');
          expect(ours.attributes['everspan.correlation.id']).to.equal(
            'order-7',
          );
        });

        it('is a trace without a link as none', async () => {
          const { ours } = await handled('none');
          expect(isRoot(ours)).to.equal(true);
          expect(ours.links).to.deep.equal([]);
        });
      });
    }

    it('is a trace linked to its span as link', async () => {
      instrumentation.setConfig({ useLinksForConsume: false });
      const { others, ours } = await handled('link');
      expect(isRoot(ours)).to.equal(true);
      expect(linkedTo(ours)).to.deep.equal([idOf(others)]);
    });

    it('is below its span as link, where that is a linked trace', async () => {
      instrumentation.setConfig({ useLinksForConsume: true });
      const { published, others, ours } = await handled('link');
      expect(isRoot(others)).to.equal(true);
      expect(linkedTo(others)).to.deep.equal([idOf(published)]);
      expect(ours.parentSpanContext?.spanId).to.equal(idOf(others));
      expect(ours.links).to.deep.equal([]);
    });
  },
);

function idOf(span: ReadableSpan): string {
  return span.spanContext().spanId;
}

/** By whatever way it hangs on it. */
function sender(span: ReadableSpan): string | undefined {
  return linkedTo(span)[0] ?? span.parentSpanContext?.spanId;
}
