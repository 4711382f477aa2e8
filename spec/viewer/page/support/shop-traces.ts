/** A morning in a shop: what the specs and the pictures of the page show. */
import { exception, type SpanDraft, type TraceDraft } from './otlp-traces';

export const CREDENTIALS =
  'The security token included in the request is invalid.';
const STACK = [
  '    at BedrockClient.invoke (/srv/app/src/bedrock.js:31:11)',
  '    at Summaries.ask (/srv/app/src/summaries.js:18:25)',
  '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
  '    at de_CommandError (/srv/app/node_modules/@aws-sdk/core/dist/index.js:812:20)',
  'Caused by: HttpError: 403 Forbidden',
  '    at Socket.onData (/srv/app/src/http.js:77:9)',
];

export const BAD_CREDENTIALS: TraceDraft = {
  id: 'bad-credentials',
  service: 'summaries',
  ago: 42_000,
  spans: [
    {
      id: 'root',
      name: 'summarise',
      ms: 812,
      attributes: {
        ...workflow('summarise', 'DOC-77'),
        'everspan.interrupted': 'exit',
        'process.exit.code': 1,
        'everspan.input': JSON.stringify([
          { document: 'DOC-77', pages: 12, language: 'en' },
        ]),
      },
      error: CREDENTIALS,
    },
    task('load', 'root', 'load document', 4, 118, { 'file.size': 48_211 }),
    task('read', 'load', 'GET /documents/DOC-77', 12, 96, {
      'http.response.status_code': 200,
    }),
    task('split', 'root', 'split into chunks', 125, 61),
    {
      ...task('ask', 'root', 'ask model', 190, 604),
      error: CREDENTIALS,
      attributes: {
        'everspan.kind': 'task',
        'everspan.input': JSON.stringify([
          {
            model: 'anthropic.claude',
            prompt: 'Summarise …',
            temperature: 0.2,
          },
        ]),
      },
    },
    {
      ...task('invoke', 'ask', 'InvokeModel', 201, 580),
      kind: 3,
      attributes: {
        'rpc.system': 'aws-api',
        'rpc.service': 'BedrockRuntime',
        'aws.region': 'eu-central-1',
        'http.response.status_code': 403,
        'aws.access_key': '[redacted]',
      },
      events: [
        {
          name: 'retry',
          attributes: [{ key: 'attempt', value: { intValue: '2' } }],
        },
        exception('UnrecognizedClientException', CREDENTIALS, STACK),
      ],
      error: CREDENTIALS,
    },
  ],
};

/** An order: placed, charged by a worker, shipped hours later. */
export const ORDER: readonly TraceDraft[] = [
  {
    id: 'order-placed',
    service: 'web',
    ago: 7_400_000,
    spans: [
      {
        id: 'root',
        name: 'POST /orders',
        kind: 2,
        ms: 140,
        attributes: workflow('place order', 'A-1001'),
      },
      task('check', 'root', 'check stock', 10, 40),
      { ...task('publish', 'root', 'publish orders', 60, 30), kind: 4 },
    ],
  },
  {
    id: 'order-charged',
    service: 'billing',
    ago: 7_399_500,
    spans: [
      {
        id: 'root',
        name: 'process orders',
        kind: 5,
        ms: 920,
        links: ['order-placed publish'],
        attributes: workflow('charge order', 'A-1001'),
      },
      task('charge', 'root', 'charge card', 40, 700),
      {
        ...task('try', 'charge', 'POST /charges', 60, 300),
        kind: 3,
        error: '503 Service Unavailable',
        events: [
          exception('HttpError', '503 Service Unavailable', STACK.slice(0, 2)),
        ],
      },
      { ...task('again', 'charge', 'POST /charges', 400, 330), kind: 3 },
      { ...task('publish', 'root', 'publish paid', 800, 90), kind: 4 },
    ],
  },
  {
    id: 'order-shipped',
    service: 'warehouse',
    ago: 95_000,
    spans: [
      {
        id: 'root',
        name: 'process paid',
        kind: 5,
        ms: 2_300,
        links: ['order-charged publish'],
        attributes: workflow('ship order', 'A-1001'),
      },
      task('pick', 'root', 'pick items', 100, 1_400),
      task('label', 'root', 'print label', 1_550, 600),
    ],
  },
];

/** Runs that went well, of which the list is full. */
export function importRuns(count: number): readonly TraceDraft[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `import-${index}`,
    service: 'imports',
    ago: 200_000 + index * 61_000,
    spans: [
      {
        id: 'root',
        name: 'import feed',
        ms: 340 + ((index * 97) % 400),
        attributes: workflow('import feed', `FEED-${index}`),
      },
      task('fetch', 'root', 'fetch feed', 8, 120 + ((index * 31) % 90)),
      task('parse', 'root', 'parse feed', 240, 60),
      task('store', 'root', 'store items', 305, 30),
    ],
  }));
}

/** Wide and deep, with a failure far down. */
export function largeTrace(count: number): TraceDraft {
  const spans = Array.from({ length: count - 1 }, (_, index): SpanDraft => {
    const group = index - (index % 10);
    return {
      id: String(index),
      parent: index === group ? 'root' : String(group),
      name: `step ${index}`,
      at: index,
      ms: index === group ? 10 : 1,
      ...(index === count - 100 ? { error: 'far down' } : {}),
    };
  });
  return {
    id: `large-${count}`,
    service: 'batch',
    spans: [{ id: 'root', name: 'nightly batch', ms: count }, ...spans],
  };
}

function workflow(
  name: string,
  correlationId: string,
): Record<string, unknown> {
  return {
    'everspan.kind': 'workflow',
    'everspan.workflow.name': name,
    'everspan.correlation.id': correlationId,
  };
}

function task(
  id: string,
  parent: string,
  name: string,
  at: number,
  ms: number,
  attributes: Readonly<Record<string, unknown>> = {},
): SpanDraft {
  return {
    id,
    parent,
    name,
    at,
    ms,
    attributes: { 'everspan.kind': 'task', ...attributes },
  };
}
