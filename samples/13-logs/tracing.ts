/** Comes before the loggers: what is loaded already is not instrumented. */
import { logs } from '@opentelemetry/api-logs';
import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino';
import { WinstonInstrumentation } from '@opentelemetry/instrumentation-winston';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { init } from 'everspan';

/** In the place of the exporter of a backend. */
const exporter = new InMemoryLogRecordExporter();

logs.setGlobalLoggerProvider(
  new LoggerProvider({
    processors: [new SimpleLogRecordProcessor({ exporter })],
  }),
);

init({
  serviceName: 'shop',
  instrumentations: [new PinoInstrumentation(), new WinstonInstrumentation()],
});

/** What the backend would have got. */
export function records(): readonly ReadableLogRecord[] {
  return exporter.getFinishedLogRecords();
}
