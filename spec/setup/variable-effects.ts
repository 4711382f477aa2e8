/** Every variable, and what it changes. */
import { propagation } from '@opentelemetry/api';
import { say } from '../../lib/internal/diag';
import {
  batchVariables,
  scheduleDelayVariable,
} from '../../lib/setup/batch-variables';
import {
  captureVariable,
  isExportingVariable,
} from '../../lib/setup/environment';
import { setUp } from '../../lib/setup/init';
import { exitTimeoutMsFor, journalFor } from '../../lib/setup/settings';
import { CA, ca, CERT, client, KEY } from './certificate-files';
import {
  attribute,
  batch,
  destination,
  header,
  limit,
  sampler,
  tls,
} from './settings-seen';
import { temporaryFolder } from '../support/temporary-folder';

/** What a variable changes, and what that is with the value given to it. */
export interface Effect {
  readonly value: string;
  readonly seen: () => unknown;
  readonly is: unknown;
  /** Others that it takes for that. */
  readonly beside?: Readonly<Record<string, string>>;
  readonly isWarned?: boolean;
}

/** Both forms of a variable of the exporter, with the same effect. */
function ofExporter(suffix: string, effect: Effect): Record<string, Effect> {
  return {
    [`OTEL_EXPORTER_OTLP_${suffix}`]: effect,
    [`OTEL_EXPORTER_OTLP_TRACES_${suffix}`]: effect,
  };
}

function ofLimit(
  names: readonly string[],
  field: Parameters<typeof limit>[0],
): Record<string, Effect> {
  const effect = { value: '7', seen: limit(field), is: 7 };
  return Object.fromEntries(names.map((name) => [name, effect]));
}

const CONFIG_FILE: Effect = {
  value: 'otel.yaml',
  seen: () => setUp({ journal: false }).stats().owner,
  is: 'everspan',
  isWarned: true,
};

const folder = temporaryFolder();

export const EFFECTS: Readonly<Record<string, Effect>> = {
  OTEL_SDK_DISABLED: {
    value: 'true',
    seen: () => setUp({}).stats().owner,
    is: 'nobody',
  },
  OTEL_SERVICE_NAME: {
    value: 'orders',
    seen: attribute('service.name'),
    is: 'orders',
  },
  OTEL_RESOURCE_ATTRIBUTES: {
    value: 'team=a%20b',
    seen: attribute('team'),
    is: 'a b',
  },
  OTEL_PROPAGATORS: {
    value: 'baggage',
    seen: () => {
      setUp({ journal: false });
      return propagation.fields();
    },
    is: ['baggage'],
  },
  OTEL_TRACES_SAMPLER: {
    value: 'always_off',
    seen: sampler,
    is: 'AlwaysOffSampler',
  },
  OTEL_TRACES_SAMPLER_ARG: {
    value: '0.25',
    beside: { OTEL_TRACES_SAMPLER: 'traceidratio' },
    seen: sampler,
    is: 'TraceIdRatioBased{0.25}',
  },
  OTEL_TRACES_EXPORTER: { value: 'none', seen: isExportingVariable, is: false },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    value: 'http://backend:1',
    seen: destination('printable'),
    is: 'http://backend:1/v1/traces',
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    value: 'http://backend:1/own',
    seen: destination('printable'),
    is: 'http://backend:1/own',
  },
  ...ofExporter('HEADERS', {
    value: 'api-key=a%20b',
    seen: header('api-key'),
    is: 'a b',
  }),
  ...ofExporter('COMPRESSION', {
    value: 'gzip',
    seen: destination('gzip'),
    is: true,
  }),
  ...ofExporter('TIMEOUT', {
    value: '77',
    seen: destination('timeoutMs'),
    is: 77,
  }),
  ...ofExporter('PROTOCOL', {
    value: 'grpc',
    seen: header('content-type'),
    is: 'application/x-protobuf',
    isWarned: true,
  }),
  ...ofExporter('CERTIFICATE', { value: CA, seen: tls('ca'), is: ca }),
  ...ofExporter('CLIENT_CERTIFICATE', {
    value: CERT,
    beside: { OTEL_EXPORTER_OTLP_CLIENT_KEY: KEY },
    seen: tls('cert'),
    is: client.cert,
  }),
  ...ofExporter('CLIENT_KEY', {
    value: KEY,
    beside: { OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: CERT },
    seen: tls('key'),
    is: client.key,
  }),
  OTEL_BSP_SCHEDULE_DELAY: {
    value: '5',
    seen: () => [scheduleDelayVariable(), batchVariables()],
    is: [5, { scheduledDelayMillis: 5 }],
  },
  OTEL_BSP_EXPORT_TIMEOUT: {
    value: '5',
    seen: batch('exportTimeoutMillis'),
    is: 5,
  },
  OTEL_BSP_MAX_QUEUE_SIZE: { value: '5', seen: batch('maxQueueSize'), is: 5 },
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: {
    value: '5',
    seen: batch('maxExportBatchSize'),
    is: 5,
  },
  ...ofLimit(
    ['OTEL_ATTRIBUTE_COUNT_LIMIT', 'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT'],
    'attributeCountLimit',
  ),
  ...ofLimit(
    [
      'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
      'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    ],
    'attributeValueLengthLimit',
  ),
  ...ofLimit(['OTEL_SPAN_EVENT_COUNT_LIMIT'], 'eventCountLimit'),
  ...ofLimit(['OTEL_SPAN_LINK_COUNT_LIMIT'], 'linkCountLimit'),
  ...ofLimit(
    ['OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT'],
    'attributePerEventCountLimit',
  ),
  ...ofLimit(['OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'], 'attributePerLinkCountLimit'),
  OTEL_CONFIG_FILE: CONFIG_FILE,
  OTEL_EXPERIMENTAL_CONFIG_FILE: CONFIG_FILE,
  EVERSPAN_JOURNAL: {
    value: 'off',
    seen: () => journalFor({}, 'orders'),
    is: undefined,
  },
  EVERSPAN_JOURNAL_DIR: {
    value: folder,
    seen: () => journalFor({}, 'orders')?.directory,
    is: folder,
  },
  EVERSPAN_EXIT_TIMEOUT_MS: {
    value: '5',
    seen: () => exitTimeoutMsFor({}),
    is: 5,
  },
  EVERSPAN_CAPTURE: { value: 'on', seen: captureVariable, is: true },
  EVERSPAN_LOG: {
    value: 'off',
    seen: () => {
      say('unheard');
    },
    is: undefined,
  },
};
