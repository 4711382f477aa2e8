import { trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { currentHandle } from '../../lib/setup/init';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';
import { EFFECTS } from './variable-effects';

const NUMBERS = ['many', '-1', '1.5', '1e99', 'NaN', '0x', '5 ms'];
const FILES = ['/nowhere/at-all.pem', '/', '\u0000'];

/** What is of no use to a variable: its default holds, and that is told once. */
const GARBAGE: Readonly<Record<string, readonly string[]>> = {
  OTEL_SDK_DISABLED: ['yes', '1', 'true false'],
  OTEL_RESOURCE_ATTRIBUTES: ['team', '=a', 'team=%zz'],
  OTEL_PROPAGATORS: ['b4', 'baggage;tracecontext'],
  OTEL_TRACES_SAMPLER: ['sometimes', 'jaeger_remote', 'xray', '0.5'],
  OTEL_TRACES_SAMPLER_ARG: ['half', '2', '-0.1', 'NaN'],
  OTEL_TRACES_EXPORTER: ['zipkin', 'console', 'otlp;none'],
  ...ofExporter('ENDPOINT', ['localhost:4318', '/v1/traces', 'unix:///s', '%']),
  ...ofExporter('HEADERS', ['api-key', '=a', 'api-key=%0a', 'bad key=a']),
  ...ofExporter('COMPRESSION', ['zip', 'true', 'deflate']),
  ...ofExporter('TIMEOUT', [...NUMBERS, '0']),
  ...ofExporter('CERTIFICATE', FILES),
  ...ofExporter('CLIENT_CERTIFICATE', FILES),
  ...ofExporter('CLIENT_KEY', FILES),
  OTEL_BSP_SCHEDULE_DELAY: NUMBERS,
  OTEL_BSP_EXPORT_TIMEOUT: NUMBERS,
  OTEL_BSP_MAX_QUEUE_SIZE: NUMBERS,
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: NUMBERS,
  OTEL_ATTRIBUTE_COUNT_LIMIT: NUMBERS,
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: NUMBERS,
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: NUMBERS,
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: NUMBERS,
  OTEL_SPAN_EVENT_COUNT_LIMIT: NUMBERS,
  OTEL_SPAN_LINK_COUNT_LIMIT: NUMBERS,
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: NUMBERS,
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: NUMBERS,
  EVERSPAN_JOURNAL: ['no', '0'],
  EVERSPAN_EXIT_TIMEOUT_MS: NUMBERS,
  EVERSPAN_CAPTURE: ['all', '1'],
};

function ofExporter(
  suffix: string,
  values: readonly string[],
): Record<string, readonly string[]> {
  return {
    [`OTEL_EXPORTER_OTLP_${suffix}`]: values,
    [`OTEL_EXPORTER_OTLP_TRACES_${suffix}`]: values,
  };
}

describe('a variable that is of no use', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  afterEach(endAll);

  async function endAll(): Promise<void> {
    await currentHandle()?.shutdown();
    trace.disable();
  }

  for (const [name, values] of Object.entries(GARBAGE)) {
    for (const value of values) {
      it(`leaves the default, and is told: ${name}=${JSON.stringify(value)}`, async () => {
        const { beside = {}, seen } = EFFECTS[name] ?? {};
        setVariables(beside);
        const byDefault = seen?.();
        await endAll();
        setVariables({ [name]: value });
        expect(seen?.()).to.deep.equal(byDefault);
        expect(lines()).to.have.lengthOf(1);
        expect(lines()[0]).to.include(`${name}: `);
      });
    }
  }
});
