/** What a hostile backend answers to a complete request. */
import type { ServerResponse } from 'node:http';
import { success } from '../../lib/viewer/otlp/answer';
import { TRACES } from '../../lib/viewer/http/signals';

/** One complete request, to be answered. */
export interface Exchange {
  readonly response: ServerResponse;
  /** 1 for the first. */
  readonly nth: number;
  /** Counts its spans as taken: the status line says 200. */
  readonly keep: () => void;
}

export type Answer = (exchange: Exchange) => void;

/** Where nobody may go: the headers of a request are not for other hosts. */
export const ELSEWHERE = '/elsewhere';
const PROTOBUF = 'application/x-protobuf';
const SLOW_MS = 800;
const HUGE_BYTES = 33_554_432;
const CHUNK = Buffer.alloc(65_536, 'x');

export const ANSWERS = {
  'hang after headers': ({ response }) => {
    response.writeHead(200, { 'Content-Type': PROTOBUF, 'Content-Length': 9 });
    response.flushHeaders();
  },
  400: status(400),
  401: status(401),
  403: status(403),
  404: status(404),
  413: status(413),
  '429 with Retry-After': status(429, { 'Retry-After': '2' }),
  500: status(500),
  '503 with Retry-After': status(503, { 'Retry-After': '2' }),
  'redirect 302': redirect(302),
  'redirect 307': redirect(307),
  'garbage with 200': say200(PROTOBUF, Buffer.from('ff00ff00fe', 'hex')),
  'partial success': ({ response }) => {
    const leftover = { rejected: 1, message: 'one span is too old' };
    const { contentType, body } = success(
      'protobuf',
      TRACES.response,
      leftover,
    );
    response.writeHead(200, { 'Content-Type': contentType }).end(body);
  },
  'reset mid-request': ({ response }) => response.socket?.resetAndDestroy(),
  'close after headers': ({ response, keep }) => {
    keep();
    response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n');
  },
  'slow 800 ms': (exchange) => {
    setTimeout(() => {
      take(exchange);
    }, SLOW_MS);
  },
  'twice 503, then 200': (exchange) => {
    if (exchange.nth <= 2) exchange.response.writeHead(503).end();
    else take(exchange);
  },
  'wrong content type': say200('text/html', '<p>Welcome to the proxy</p>'),
  'huge response body': ({ response, keep }) => {
    keep();
    response.writeHead(200, { 'Content-Type': PROTOBUF });
    pour(response, HUGE_BYTES);
  },
} satisfies Record<string, Answer>;

function status(code: number, headers: Record<string, string> = {}): Answer {
  return ({ response }) => {
    response.writeHead(code, headers).end();
  };
}

function redirect(code: number): Answer {
  return status(code, { Location: ELSEWHERE });
}

function say200(contentType: string, body: Buffer | string): Answer {
  return ({ response, keep }) => {
    keep();
    response.writeHead(200, { 'Content-Type': contentType }).end(body);
  };
}

function take({ response, keep }: Exchange): void {
  keep();
  response.writeHead(200, { 'Content-Type': PROTOBUF }).end();
}

function pour(response: ServerResponse, bytes: number): void {
  if (response.destroyed) return;
  if (bytes <= 0) response.end();
  else {
    response.write(CHUNK, () => {
      pour(response, bytes - CHUNK.length);
    });
  }
}
