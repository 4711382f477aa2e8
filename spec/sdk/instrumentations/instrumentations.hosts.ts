import { expect } from 'chai';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { ReceivedSpan } from '../../../lib/viewer/store/received-span';
import {
  close,
  listen,
  startBackend,
  type Backend,
} from '../../support/backend';
import { ownLines } from '../../support/host-view';
import { runFixture } from '../../support/run-fixture';
import { startPostgres, type Postgres } from './postgres';

const FIXTURES = join(__dirname, 'fixtures');
const ROOT = resolve(__dirname, '../../..');
const REGISTER = join(ROOT, 'dist', 'register.js');
const ONE_API = join(__dirname, '../fixtures/one-api.cjs');
const LIMIT_MS = 60_000;

/** Stands for SQS and for OpenAI: says what their clients want to hear. */
const answering: RequestListener = (request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(ANSWER));
  });
};

const ANSWER = {
  MessageId: '1',
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'small',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'hi' },
    },
  ],
};

const WAYS = {
  'given to init': { args: ['init'], nodeOptions: [] },
  'of a program that is preloaded': {
    args: ['register'],
    nodeOptions: [
      `--import=${REGISTER}`,
      `--require=${join(FIXTURES, 'preload.cjs')}`,
    ],
  },
};

describe('instrumentations of others', function () {
  this.timeout(120_000);
  let server: Server;
  let postgres: Postgres | undefined;
  let backend: Backend;

  before(async () => {
    server = createServer(answering);
    await listen(server);
    postgres = await startPostgres();
  });

  after(async () => {
    await postgres?.stop();
    await close(server);
  });

  beforeEach(async () => {
    backend = await startBackend();
  });

  afterEach(() => backend.close());

  for (const [name, { args, nodeOptions }] of Object.entries(WAYS)) {
    it(`hang below our tasks, ${name}`, async () => {
      const { port } = server.address() as AddressInfo;
      const end = await runFixture({
        script: join(FIXTURES, 'calls.cjs'),
        args,
        nodeOptions: [`--require=${ONE_API}`, ...nodeOptions],
        limitMs: LIMIT_MS,
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
          EVERSPAN_EXIT_TIMEOUT_MS: '30000',
          HOST_MODULES: ROOT,
          SERVER_URL: `http://localhost:${port}`,
          PG_URL: postgres?.url ?? 'postgres://localhost:1/none',
        },
      });
      expect(ownLines(end)).to.deep.equal([]);
      const spans = backend.spans();
      expect(below('http', spans)).to.deep.equal(['GET']);
      expect(below('undici', spans)).to.deep.equal(['GET']);
      expect(below('aws-sdk', spans)).to.deep.equal(['orders send']);
      expect(below('openai', spans)).to.deep.equal(['chat small']);
      const queries = postgres ? ['pg.query:SELECT postgres'] : [];
      expect(below('pg', spans)).to.deep.equal(['pg.connect', ...queries]);
    });
  }
});

/** Names of the spans right below a task, all of the same run. */
function below(
  task: string,
  spans: readonly ReceivedSpan[],
): readonly string[] {
  const parent = spans.find(({ name }) => name === task);
  const children = spans.filter((span) => span.parentSpanId === parent?.spanId);
  for (const { attributes } of children) {
    expect(attributes['everspan.workflow.name']).to.equal('call out');
  }
  return children.map(({ name }) => name);
}
