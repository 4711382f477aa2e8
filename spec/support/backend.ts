/**
 * A backend for specs: the embedded receiver, over HTTP or TLS, that notes
 * when each request was there and what it looked like on the wire.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { receive } from '../../lib/viewer/http/receive';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { TraceStore } from '../../lib/viewer/store/trace-store';

export interface BackendOptions {
  /** Key and certificate of the server; with `ca`, clients need one as well. */
  readonly tls?: {
    readonly key: string;
    readonly cert: string;
    readonly ca?: string;
  };
  /** What stands in the endpoint before `/v1/traces`. */
  readonly prefix?: string;
  /** @defaultValue a free one */
  readonly port?: number;
  /** Is asked first; a request that is not admitted is its own to answer. */
  readonly admit?: (response: ServerResponse) => Promise<boolean>;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly spans: readonly ReceivedSpan[];
  /** Monotonic; when the spans were taken, before the answer was sent. */
  readonly atMs: number;
}

export interface Backend {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /**
   * The spans that were here at `atMs`, by default all of them. One that came
   * more than once, as delivery may have it, is here once.
   */
  spans(atMs?: number): readonly ReceivedSpan[];
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 67_108_864;

export async function startBackend(
  options: BackendOptions = {},
): Promise<Backend> {
  const requests: SeenRequest[] = [];
  const { prefix = '', admit = admitAll } = options;
  const take: RequestListener = (request, response) => {
    const path = request.url ?? '';
    request.url = path.startsWith(prefix) ? path.slice(prefix.length) : path;
    void receive(request, response, {
      store: new TraceStore(),
      maxBodyBytes: MAX_BODY_BYTES,
      onTaken: ({ spans }) => requests.push(seen(request, path, spans)),
    });
  };
  const server = createBackendServer(options, (request, response) => {
    void admit(response).then((isAdmitted) => {
      if (isAdmitted) take(request, response);
      else request.resume();
    });
  });
  const { port } = await listen(server, options.port);
  return {
    url: `${options.tls ? 'https' : 'http'}://localhost:${port}${prefix}`,
    requests,
    spans: (atMs = Infinity) => spansAt(requests, atMs),
    close: () => close(server),
  };
}

function admitAll(): Promise<boolean> {
  return Promise.resolve(true);
}

function createBackendServer(
  { tls }: BackendOptions,
  listener: RequestListener,
): Server {
  if (!tls) return createServer(listener);
  const rejectUnauthorized = tls.ca !== undefined;
  return createSecureServer(
    { ...tls, requestCert: rejectUnauthorized, rejectUnauthorized },
    listener,
  );
}

function seen(
  { method = '', headers }: IncomingMessage,
  path: string,
  spans: readonly ReceivedSpan[],
): SeenRequest {
  return { method, path, headers, spans, atMs: performance.now() };
}

function spansAt(
  requests: readonly SeenRequest[],
  atMs: number,
): readonly ReceivedSpan[] {
  const early = requests.filter((request) => request.atMs <= atMs);
  const spans = early.flatMap((request) => request.spans);
  return [...new Map(spans.map((span) => [span.spanId, span])).values()];
}

/** Listens on loopback, on a free port where none is named. */
export function listen(server: Server, port = 0): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => {
      resolve(server.address() as AddressInfo);
    });
  });
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
