/**
 * A real OpenTelemetry Collector reads a request, and forwards it to the
 * viewer in both encodings. Its binary is taken from `OTELCOL`, else from
 * `otelcol` on PATH. Not part of `npm test`: see `npm run test:interop`.
 */
import { expect } from 'chai';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { takeLine } from '../../lib/viewer/otlp/line';
import { serve, type Viewer } from '../../lib/viewer/serve';
import { TraceStore } from '../../lib/viewer/store/trace-store';
import { startBackend, type Backend } from '../support/backend';
import { lastingPort } from '../support/lasting-port';
import { JSON_TYPE, send } from '../viewer/http/http-client';
import {
  bytesOf,
  SPAN_ID,
  spanOf,
  TRACE_ID,
} from '../viewer/otlp/otlp-request';

const OTELCOL = process.env['OTELCOL'] ?? 'otelcol';

/** Everything a span can carry. */
const REQUEST = {
  resourceSpans: [
    {
      resource: {
        attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }],
      },
      scopeSpans: [
        {
          scope: { name: 'lib', version: '1.2' },
          spans: [
            spanOf({
              parentSpanId: 'eee19b7ec3c1b173',
              traceState: 'vendor=1',
              flags: 257,
              kind: 3,
              droppedAttributesCount: 1,
              attributes: [
                { key: 'text', value: { stringValue: 'für 5 €' } },
                { key: 'large', value: { intValue: '-9223372036854775808' } },
                { key: 'small', value: { intValue: 7 } },
                { key: 'half', value: { doubleValue: 0.5 } },
                { key: 'yes', value: { boolValue: true } },
                { key: 'bytes', value: { bytesValue: 'AP8=' } },
                {
                  key: 'list',
                  value: {
                    arrayValue: {
                      values: [{ stringValue: '' }, { arrayValue: {} }],
                    },
                  },
                },
                {
                  key: 'map',
                  value: {
                    kvlistValue: {
                      values: [{ key: 'no', value: { boolValue: false } }],
                    },
                  },
                },
              ],
              events: [{ name: 'retry', timeUnixNano: '1795000000100000000' }],
              links: [
                { traceId: TRACE_ID, spanId: SPAN_ID, traceState: 'a=b' },
              ],
              status: { code: 2, message: 'bad key' },
            }),
          ],
        },
      ],
    },
  ],
};

describe('a real Collector', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everspan-interop-'));
  const received: (readonly ReceivedSpan[])[] = [];
  const lines: string[] = [];
  let viewer: Viewer | undefined;
  let backend: Backend | undefined;
  let collector: ChildProcess | undefined;
  let port = 0;

  before(async function () {
    if (!isThere(OTELCOL)) {
      console.log(`    no Collector: set OTELCOL, or put otelcol on PATH`);
      this.skip();
    }
    viewer = await serve({
      port: 0,
      onSpans: (spans) => received.push(spans),
      onLine: (line) => lines.push(line),
    });
    backend = await startBackend();
    port = await lastingPort();
    const config = join(folder, 'config.yaml');
    writeFileSync(config, relayTo([viewer.url, backend.url], port));
    collector = spawn(OTELCOL, ['--config', config], { stdio: 'ignore' });
    await listening(port);
  });

  after(async () => {
    if (collector?.exitCode === null) {
      collector.kill();
      await once(collector, 'exit');
    }
    await viewer?.close();
    await backend?.close();
    rmSync(folder, { recursive: true });
  });

  async function relay(json: Uint8Array): Promise<void> {
    const url = `http://127.0.0.1:${port}`;
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const sent = { headers, body: gzipSync(json) };
    const before = received.length;
    expect((await send(url, sent)).status).to.equal(200);
    await until(() => received.length === before + 2);
  }

  it('has what it forwards read alike from JSON and protobuf', async () => {
    await relay(bytesOf(REQUEST));
    const [first, second] = received;
    expect(first).to.deep.equal(second);
  });

  it('has it read as it was sent', async () => {
    const direct = await serve({ port: 0 });
    const sent = { headers: JSON_TYPE, body: bytesOf(REQUEST) };
    await send(direct.url, sent);
    expect(received[0]).to.deep.equal(direct.store.trace(TRACE_ID));
    await direct.close();
  });

  it('sends both compressed, as it does by default', async () => {
    await until(() => backend?.requests.length === 2);
    const sent = backend?.requests.map(
      ({ headers }) =>
        `${headers['content-type']} in ${headers['content-encoding']}`,
    );
    expect(sent).to.have.members([
      'application/json in gzip',
      'application/x-protobuf in gzip',
    ]);
  });

  it('reads each line that is saved, whatever the line came as', async () => {
    const [first] = received;
    const saved = [...lines];
    expect(saved).to.have.lengthOf(2);
    for (const line of saved) {
      await relay(Buffer.from(line));
      expect(received.at(-1)).to.deep.equal(first);
    }
  });

  it('writes JSON that can be opened, one request a line', () => {
    const store = new TraceStore();
    for (const line of lines) {
      expect(takeLine(line, store)).to.include({ kind: 'taken', lost: 0 });
    }
    expect(store.trace(TRACE_ID)).to.deep.equal(received[0]);
  });
});

function isThere(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}

function relayTo(urls: readonly string[], port: number): string {
  const exporters = urls.flatMap((_, nth) => [
    `otlphttp/json${nth}`,
    `otlphttp/protobuf${nth}`,
  ]);
  return [
    'receivers:',
    `  otlp: { protocols: { http: { endpoint: "127.0.0.1:${port}" } } }`,
    'exporters:',
    ...urls.flatMap((url, nth) => [
      `  otlphttp/json${nth}: { endpoint: "${url}", encoding: json }`,
      `  otlphttp/protobuf${nth}: { endpoint: "${url}" }`,
    ]),
    'service:',
    '  telemetry: { metrics: { level: none } }',
    '  pipelines:',
    '    traces:',
    '      receivers: [otlp]',
    `      exporters: [${exporters.join(', ')}]`,
  ].join('\n');
}

async function listening(port: number): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  const answers = (): Promise<boolean> =>
    send(url, { headers: JSON_TYPE, body: '{}' }).then(
      () => true,
      () => false,
    );
  await until(answers);
}

/** Mocha's timeout bounds it. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}
