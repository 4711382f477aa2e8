/** winston: a format adds the fields where the line is taken. */
import { init, logFields, shutdown } from 'everspan';
import { createLogger, format, transports } from 'winston';
import { Orders } from './orders';

init({ serviceName: 'shop' });

const withRun = format((line) => Object.assign(line, logFields()));
const logger = createLogger({
  format: format.combine(withRun(), format.json()),
  transports: [new transports.Console()],
});

async function main(): Promise<void> {
  await new Orders(logger).place({ id: 'o-9' });
  logger.info('waiting');
  await shutdown();
}

void main();
