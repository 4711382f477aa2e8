/**
 * A real OpenTelemetry Collector reads a request, and forwards it to the
 * viewer in both encodings. Its binary is taken from `OTELCOL`, else from
 * `otelcol` on PATH. Not part of `npm test`: see `npm run test:interop`.
 */
import { expect } from 'chai';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ReceivedSpan } from '../../lib/viewer/received-span';
import { serve, type Viewer } from '../../lib/viewer/serve';
import { JSON_TYPE, send } from '../viewer/http-client';
import { bytesOf, SPAN_ID, spanOf, TRACE_ID } from '../viewer/otlp-request';

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
  let viewer: Viewer | undefined;
  let collector: ChildProcess | undefined;
  let port = 0;

  before(async function () {
    if (!isThere(OTELCOL)) {
      console.log(`    no Collector: set OTELCOL, or put otelcol on PATH`);
      this.skip();
    }
    viewer = await serve({ port: 0, onSpans: (spans) => received.push(spans) });
    port = await freePort();
    const config = join(folder, 'config.yaml');
    writeFileSync(config, relayTo(viewer.url, port));
    collector = spawn(OTELCOL, ['--config', config], { stdio: 'ignore' });
    await listening(port);
  });

  after(async () => {
    if (collector?.exitCode === null) {
      collector.kill();
      await once(collector, 'exit');
    }
    await viewer?.close();
    rmSync(folder, { recursive: true });
  });

  it('has what it forwards read alike from JSON and protobuf', async () => {
    const url = `http://127.0.0.1:${port}`;
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const sent = { headers, body: gzipSync(bytesOf(REQUEST)) };
    expect((await send(url, sent)).status).to.equal(200);
    await until(() => received.length === 2);
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
});

function isThere(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}

function relayTo(url: string, port: number): string {
  return [
    'receivers:',
    `  otlp: { protocols: { http: { endpoint: "127.0.0.1:${port}" } } }`,
    'exporters:',
    `  otlphttp/json: { endpoint: "${url}", encoding: json }`,
    `  otlphttp/protobuf: { endpoint: "${url}" }`,
    'service:',
    '  telemetry: { metrics: { level: none } }',
    '  pipelines:',
    '    traces:',
    '      receivers: [otlp]',
    '      exporters: [otlphttp/json, otlphttp/protobuf]',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
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
