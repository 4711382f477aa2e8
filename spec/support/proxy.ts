/**
 * A proxy for specs: it relays requests and opens tunnels, as real ones do,
 * whatever host is asked for; all of them lead to one port here.
 */
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { close, listen } from './backend';
import type { Identity } from './certificates';

export interface ProxyOptions {
  /** Where all requests and tunnels lead. */
  readonly to?: number;
  readonly tls?: Identity;
  /** `user:password`; without it, a request is answered with 407. */
  readonly credentials?: string;
  /**
   * What it does instead: answers with a status, is silent, closes the
   * connection, or answers what is no HTTP.
   */
  readonly instead?: number | 'hang' | 'reset' | 'garbage';
}

export interface SeenByProxy {
  readonly method: string | undefined;
  /** A URL, or `host:port` for a tunnel. */
  readonly target: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface Proxy {
  readonly port: number;
  readonly seen: readonly SeenByProxy[];
  close(): Promise<void>;
}

export async function startProxy(options: ProxyOptions = {}): Promise<Proxy> {
  const seen: SeenByProxy[] = [];
  const sockets = new Set<Duplex>();
  const note = (request: IncomingMessage): void => {
    const { method, url: target, headers } = request;
    seen.push({ method, target, headers });
  };
  const server = options.tls ? createSecureServer(options.tls) : createServer();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    note(request);
    relay(request, response, options);
  });
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    note(request);
    sockets.add(client);
    open(request, client, options);
  });
  const { port } = await listen(server);
  return {
    port,
    seen,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return close(server);
    },
  };
}

function relay(
  request: IncomingMessage,
  response: ServerResponse,
  options: ProxyOptions,
): void {
  const { instead = refusalOf(request, options) } = options;
  if (typeof instead === 'number') {
    request.resume().on('end', () => response.writeHead(instead).end());
    return;
  }
  if (instead) {
    misbehave(request.socket, instead);
    return;
  }
  const { method, headers } = request;
  const { pathname, search } = new URL(request.url ?? '');
  const onward = httpRequest(
    { method, headers, port: options.to, path: `${pathname}${search}` },
    (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
}

function open(
  request: IncomingMessage,
  client: Duplex,
  options: ProxyOptions,
): void {
  const { instead = refusalOf(request, options), to = 0 } = options;
  client.on('error', () => undefined);
  if (typeof instead === 'number') {
    client.end(`HTTP/1.1 ${instead} No\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  if (instead) {
    misbehave(client, instead);
    return;
  }
  const backend: Socket = connect(to, 'localhost', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    backend.pipe(client).pipe(backend);
  });
  backend.on('error', () => client.destroy());
  client.on('close', () => backend.destroy());
}

function misbehave(
  client: Duplex,
  how: Exclude<ProxyOptions['instead'], number | undefined>,
): void {
  if (how === 'reset') client.destroy();
  else if (how === 'garbage') client.end('220 mail.example.com ESMTP\r\n');
}

function refusalOf(
  { headers }: IncomingMessage,
  { credentials }: ProxyOptions,
): number | undefined {
  if (credentials === undefined) return undefined;
  const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return headers['proxy-authorization'] === expected ? undefined : 407;
}
