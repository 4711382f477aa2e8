/**
 * OpenTelemetry's own appenders send log records. They know the span; workflow and
 * correlation id they have from `logFields()`, which says the same ids.
 */
import { records } from './tracing';
import { type LogFields, logFields, shutdown } from 'everspan';
import pino from 'pino';
import { createLogger, format } from 'winston';
import { Orders } from './orders';

/** The ids of every line, as everspan tells them. */
const told: (string | undefined)[] = [];

function fields(): LogFields {
  const known = logFields();
  told.push(known.span_id);
  return known;
}

const byPino = pino(
  { mixin: fields },
  // What is written is not looked at here.
  { write: () => undefined },
);
const byWinston = createLogger({
  format: format((line) => Object.assign(line, fields()))(),
});

async function main(): Promise<void> {
  await new Orders(byPino).place({ id: 'o-7' });
  await new Orders(byWinston).place({ id: 'o-9' });
  for (const [nth, record] of records().entries()) {
    const { body, spanContext, attributes, instrumentationScope } = record;
    const { workflow_name, correlation_id } = attributes;
    const isSame = told[nth] === spanContext?.spanId;
    console.log(instrumentationScope.name);
    console.log(body, workflow_name, correlation_id, spanContext?.spanId);
    console.log(`the same span as everspan tells: ${String(isSame)}`);
  }
  await shutdown();
}

void main();
