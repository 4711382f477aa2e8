/**
 * One request to the backend during life.
 *
 * Its socket and its timer never keep the program alive, and it always ends:
 * with an answer, a failure or the timeout.
 */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { after } from '../internal/clock';
import { late } from '../internal/late';
import { TAKES_RUNNING } from '../internal/running-spans';
import type * as CourierTunnel from './courier-tunnel';
import type { Destination } from './destination';
import { routeTo, type Route } from './route';
import type { Answer } from './verdict';

/** An answer says little; what is longer is cut, not believed. */
export const MAX_ANSWER_BYTES = 65_536;

const compress = promisify(gzip);

export interface Line {
  /** Sends one body. Never rejects. */
  send(body: Uint8Array): Promise<Answer>;
  close(): void;
}

/** Opens a line to the destination: one connection, kept alive between uses. */
export function openLine(
  destination: Destination,
  lookup: LookupFunction,
): Line {
  const { gzip, timeoutMs } = destination;
  const route = routeTo(destination);
  const agent = agentFor(route, lookup);
  const wiring = { route, agent, lookup, timeoutMs };
  let isClosed = false;
  const send = async (body: Uint8Array): Promise<Answer> => {
    const wire = gzip ? await compress(body) : body;
    const answer = await exchange(wiring, wire);
    // The backend closed the idle connection just as it was used again: the
    // oldest race of keep-alive, and no sign of trouble.
    if (!isStaleSocket(answer) || isClosed) return answer;
    return exchange(wiring, wire);
  };
  const close = (): void => {
    isClosed = true;
    agent.destroy();
  };
  return { send, close };
}

interface Wiring {
  readonly route: Route;
  readonly agent: HttpAgent;
  readonly lookup: LookupFunction;
  readonly timeoutMs: number;
}

/** Few have a proxy. */
const tunnels = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./courier-tunnel') as typeof CourierTunnel,
);

function agentFor(
  { request, tunnel }: Route,
  lookup: LookupFunction,
): HttpAgent {
  const options = { ...request.tls, keepAlive: true, maxSockets: 1 };
  if (tunnel) return new (tunnels().TunnelAgent)(options, { tunnel, lookup });
  return request.secure ? new HttpsAgent(options) : new HttpAgent(options);
}

const STALE = 'STALE_SOCKET';
/** What a write to a connection says that the other side has closed. */
const LOST: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE']);

function isStaleSocket(answer: Answer): boolean {
  return answer.kind === 'failure' && answer.code === STALE;
}

function exchange(wiring: Wiring, body: Uint8Array): Promise<Answer> {
  return new Promise((resolve) => {
    const request = openRequest(wiring, body);
    const cancel = after(wiring.timeoutMs, () => {
      resolve({ kind: 'timeout' });
      request.destroy();
      // A tunnel that nobody opens is no part of the request.
      wiring.agent.destroy();
    });
    const settle = (answer: Answer): void => {
      cancel();
      resolve(answer);
    };
    request.on('error', (error) => {
      settle(failureOf(error, request, wiring.route));
    });
    request.on('response', (response) => {
      readAnswer(response, settle);
    });
    request.end(body);
  });
}

function openRequest(wiring: Wiring, body: Uint8Array): ClientRequest {
  const { route, agent, lookup } = wiring;
  const { secure, hostname, port, path, headers } = route.request;
  const open = secure ? httpsRequest : httpRequest;
  const request = open({
    method: 'POST',
    ...{ hostname, port, path },
    headers: { ...headers, 'content-length': body.length },
    agent,
    lookup,
  });
  request.on('socket', (socket) => socket.unref());
  return request;
}

function failureOf(
  error: Error,
  request: ClientRequest,
  { isRelayed }: Route,
): Answer {
  const code = codeOf(error);
  const isStale = request.reusedSocket && LOST.has(code);
  const isOfProxy = isRelayed || 'isOfProxy' in error;
  return {
    kind: 'failure',
    code: isStale ? STALE : code,
    message: error.message,
    ...(isOfProxy && { by: 'proxy' as const }),
  };
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string'
    ? error.code
    : error.name;
}

function readAnswer(
  response: IncomingMessage,
  settle: (answer: Answer) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const finish = (): void => {
    settle(answerOf(response, Buffer.concat(chunks)));
  };
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_ANSWER_BYTES) chunks.push(chunk);
    else response.destroy();
  });
  response.on('end', finish);
  // Cut off after the status line: the status is the answer.
  response.on('close', finish);
  response.on('error', finish);
}

function answerOf(response: IncomingMessage, body: Uint8Array): Answer {
  return {
    kind: 'response',
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    retryAfter: response.headers['retry-after'] ?? '',
    body,
    date: response.headers.date,
    ...(takesRunning(response) && { takesRunning: true }),
  };
}

function takesRunning({ headers }: IncomingMessage): boolean {
  return headers[TAKES_RUNNING.name] === TAKES_RUNNING.version;
}
