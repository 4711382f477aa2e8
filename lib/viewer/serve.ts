/** Listens for OTLP/HTTP and shows what came, on loopback unless told otherwise. */
import { createServer, type Server } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import { reason, reportInternal, warnOnce } from '../internal/diag';
import { Announced } from './http/announced';
import { EventStream } from './http/event-stream';
import { lineOfRequest } from './otlp/line';
import type { ReceivedSpan } from './store/received-span';
import { respond, type Responder } from './http/respond';
import { TraceStore } from './store/trace-store';

/** Where to listen, and what to do with what arrives. */
export interface ServeOptions {
  /** 0 takes any free port. @defaultValue 4318, OTLP/HTTP's own */
  readonly port?: number;
  /**
   * The address to listen on. Anybody who reaches it can read and write traces:
   * other addresses than loopback are for networks you trust.
   * @defaultValue 127.0.0.1
   */
  readonly host?: string;
  /**
   * The largest body taken, before and after decompression, in bytes; a
   * larger one is answered with 413.
   * @defaultValue 64 MiB, as OTLP recommends
   */
  readonly maxBodyBytes?: number;
  /** The memory for traces, in bytes. @defaultValue 64 MiB */
  readonly maxStoreBytes?: number;
  /** What arrives is added to it. @defaultValue a new one, of `maxStoreBytes` */
  readonly store?: TraceStore;
  /** How long one request may take to arrive, in ms. @defaultValue 30 000 */
  readonly requestTimeoutMs?: number;
  /**
   * Origins, such as `https://shop.test`, whose pages may send spans from a
   * browser. They cannot read any. @defaultValue none
   */
  readonly cors?: readonly string[];
  /** Called with the spans of each request; what it throws is told once. */
  readonly onSpans?: (spans: readonly ReceivedSpan[]) => void;
  /**
   * Called with each request that held something, as one line of OTLP JSON
   * without its end; what it throws is told once.
   */
  readonly onLine?: (line: string) => void;
}

/** A receiver that is listening. */
export interface Viewer {
  /** The base URL for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly port: number;
  readonly store: TraceStore;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

const DEFAULT_PORT = 4318;
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_MAX_BODY_BYTES = 64 * 1024 * 1024;
const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;
/** Exporters send every few seconds: let them keep their connection. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Starts an OTLP/HTTP receiver for traces: protobuf and JSON, plain and gzip.
 *
 * Keeps the process alive until `close()`. Rejects with node's own error when
 * it cannot listen, `EADDRINUSE` for example.
 *
 * @example
 * const viewer = await serve({ port: 0 });
 * process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = viewer.url;
 * // … run something that is traced …
 * console.log(viewer.store.traces());
 * await viewer.close();
 */
export async function serve(options: ServeOptions = {}): Promise<Viewer> {
  const { host = DEFAULT_HOST, port = DEFAULT_PORT } = options;
  const responder = createResponder(host, options);
  const server = createViewerServer(responder, options);
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    store: responder.store,
    close: () => {
      responder.events.close();
      return close(server);
    },
  };
}

function createResponder(host: string, options: ServeOptions): Responder {
  const { maxBodyBytes = DEFAULT_MAX_BODY_BYTES, cors = [] } = options;
  const { onSpans, onLine } = options;
  const store = options.store ?? new TraceStore(storeOptions(options));
  const events = new EventStream(store);
  const announced = new Announced(store, () => {
    events.changed();
  });
  return {
    store,
    events,
    maxBodyBytes,
    admission: { host, cors },
    onRunning: (spans, by) => {
      announced.heard(by, spans);
      events.changed();
    },
    onTaken: ({ spans }, request) => {
      events.changed();
      if (spans.length > 0) tell('onSpans', () => onSpans?.(spans));
      tell('onLine', () => onLine?.(lineOfRequest(request)));
    },
  };
}

/** The sender did its part: a listener's failure is not the sender's. */
function tell(listener: string, call: () => void): void {
  try {
    call();
  } catch (error) {
    const what = `\`${listener}\` threw: ${reason(error)}`;
    warnOnce('WARN_EVERSPAN_USER_CODE', what, listener);
  }
}

function storeOptions({ maxStoreBytes }: ServeOptions): { maxBytes?: number } {
  return maxStoreBytes === undefined ? {} : { maxBytes: maxStoreBytes };
}

function createViewerServer(
  responder: Responder,
  options: ServeOptions,
): Server {
  const requestTimeout = options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS;
  const timeouts = {
    requestTimeout,
    headersTimeout: requestTimeout,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Node looks for late requests only this often.
    connectionsCheckingInterval: Math.ceil(requestTimeout / 4),
  };
  return createServer(timeouts, (request, response) => {
    respond(request, response, responder).catch((error: unknown) => {
      // No request, whatever is in it, ends the viewer.
      reportInternal('an answer of the viewer', error);
      response.destroy();
    });
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Its only error is that it was closed before, which is what was asked.
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
