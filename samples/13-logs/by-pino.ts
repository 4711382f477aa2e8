/** pino: a mixin is asked at once, so its answer is right in a worker too. */
import { init, logFields, shutdown } from 'everspan';
import { once } from 'node:events';
import { join } from 'node:path';
import pino from 'pino';
import { Orders } from './orders';

init({ serviceName: 'shop' });

/** A thread of its own writes the lines: nothing is active there. */
const transport = pino.transport({ target: join(__dirname, 'transport.cjs') });
const logger = pino(
  { base: null, timestamp: false, mixin: () => logFields() },
  transport,
);

async function main(): Promise<void> {
  await new Orders(logger).place({ id: 'o-7' });
  logger.info('waiting');
  transport.end();
  await once(transport, 'close');
  await shutdown();
}

void main();
