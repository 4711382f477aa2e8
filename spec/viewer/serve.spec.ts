import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  BasicTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { connect } from 'node:net';
import { resetWarnings, warningCount } from '../../lib/internal/diag';
import { serve } from '../../lib/viewer/serve';
import { JSON_TYPE, send } from './http/http-client';
import { bytesOf, requestOf, spanOf, TRACE_ID } from './otlp/otlp-request';

describe('serve', () => {
  for (const compression of Object.values(CompressionAlgorithm)) {
    it(`takes what the OpenTelemetry exporter sends, ${compression}`, async () => {
      const viewer = await serve({ port: 0 });
      await exportOneSpan(`${viewer.url}/v1/traces`, compression);
      expect(viewer.store.traces()[0]?.spans[0]?.name).to.equal('charge');
      await viewer.close();
    });
  }

  it('listens on loopback, and names its address', async () => {
    const viewer = await serve({ port: 0 });
    expect(viewer.url).to.equal(`http://127.0.0.1:${viewer.port}`);
    await viewer.close();
  });

  it('puts an IPv6 address in brackets, or says that there are none here', async () => {
    const viewer = await serve({ port: 0, host: '::1' }).catch(
      (error: unknown) => error as Error,
    );
    if (viewer instanceof Error) {
      expect(viewer.message).to.match(/EADDRNOTAVAIL|EAFNOSUPPORT/);
      return;
    }
    expect(viewer.url).to.equal(`http://[::1]:${viewer.port}`);
    await viewer.close();
  });

  it('rejects with EADDRINUSE when the port is taken', async () => {
    const viewer = await serve({ port: 0 });
    const error: unknown = await serve({ port: viewer.port }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('code', 'EADDRINUSE');
    await viewer.close();
  });

  it('tells `onSpans` the spans of each request, and of none nothing', async () => {
    const told: string[][] = [];
    const viewer = await serve({
      port: 0,
      onSpans: (spans) => told.push(spans.map(({ name }) => name)),
    });
    const two = requestOf(spanOf({ name: 'a' }), spanOf({ name: 'b' }));
    for (const request of [two, {}]) {
      const body = bytesOf(request);
      await send(viewer.url, { headers: JSON_TYPE, body });
    }
    expect(told).to.deep.equal([['a', 'b']]);
    await viewer.close();
  });

  it('answers the sender well when `onSpans` throws', async () => {
    const viewer = await serve({
      port: 0,
      onSpans: () => {
        throw new Error('listener');
      },
    });
    const body = bytesOf(requestOf(spanOf()));
    process.env['EVERSPAN_LOG'] = 'off';
    const { status } = await send(viewer.url, { headers: JSON_TYPE, body });
    delete process.env['EVERSPAN_LOG'];
    expect(status).to.equal(200);
    expect(viewer.store.trace(TRACE_ID)).to.have.lengthOf(1);
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(1);
    resetWarnings();
    await viewer.close();
  });

  it('closes with connections that are still open', async () => {
    const viewer = await serve({ port: 0 });
    const closed = closingOf(viewer.port, 'POST /v1/traces HTTP/1.1\r\n');
    await closed.opened;
    await viewer.close();
    await closed.ended;
  });

  it('ends a request that takes too long to arrive with 408', async () => {
    const viewer = await serve({ port: 0, requestTimeoutMs: 40 });
    const slow = closingOf(viewer.port, 'POST /v1/traces HTTP/1.1\r\nHost: a');
    expect(await slow.ended).to.match(/^HTTP\/1\.1 408 /);
    await viewer.close();
  });

  it('closes twice without complaint', async () => {
    const viewer = await serve({ port: 0 });
    await viewer.close();
    await viewer.close();
  });
});

async function exportOneSpan(
  url: string,
  compression: CompressionAlgorithm,
): Promise<void> {
  const exporter = new OTLPTraceExporter({ url, compression });
  const provider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  provider.getTracer('shop').startSpan('charge').end();
  await provider.shutdown();
}

/** Opens a connection, writes `text`, and waits for what becomes of it. */
function closingOf(
  port: number,
  text: string,
): { readonly opened: Promise<void>; readonly ended: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  const ended = new Promise<string>((resolve) => {
    // A reset ends it as well as a farewell.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(received).toString()));
  });
  const opened = new Promise<void>((resolve) => {
    socket.on('connect', () => socket.write(text, () => resolve()));
  });
  return { opened, ended };
}
