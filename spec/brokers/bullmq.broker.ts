import { randomUUID } from 'node:crypto';
import { type JobsOptions, Queue, Worker } from 'bullmq';
import { REDIS, startRedis } from '../../samples/brokers/redis';
import { describeBroker } from './describe-broker';
import type { Client } from './wire';
import { describeWire } from './wire-facts';

/** BullMQ, on a queue of its own per connection. */
function bullmq(url: () => string): Client {
  return {
    system: 'bullmq',
    keepsAmbient: true,
    open: async (handle) => {
      const name = randomUUID();
      const connection = { url: url(), maxRetriesPerRequest: null };
      const queue = new Queue(name, { connection });
      const worker = new Worker(name, async (job) => handle(job), {
        connection,
      });
      await worker.waitUntilReady();
      return {
        send: async (write) => {
          const options: JobsOptions = { telemetry: {} };
          write(options);
          await queue.add('order', {}, options);
        },
        close: async () => {
          await worker.close();
          await queue.close();
        },
      };
    },
    writeGarbage: (message) => {
      Object.assign(message, { telemetry: { metadata: '{"traceparent":[7' } });
    },
  };
}

describeBroker('BullMQ and Redis', [REDIS, startRedis], (url) => {
  describeWire(bullmq(url));
});
