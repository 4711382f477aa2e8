/** Backends as they are on a bad day: each mode is one way to be hostile. */
import {
  createServer as createHttpServer,
  type IncomingMessage,
} from 'node:http';
import {
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { decodeTraces } from '../../lib/viewer/otlp/decode';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { ANSWERS, ELSEWHERE, type Answer } from './hostile-backend-answers';

export interface HostileBackend {
  readonly url: string;
  /** Requests that were begun, wherever they ended. */
  readonly requests: () => number;
  /** Requests at the address that a redirect named: nobody may go there. */
  readonly redirected: () => number;
  /** Spans of the requests whose answer began with 200, partial ones not. */
  readonly taken: () => readonly ReceivedSpan[];
  close(): Promise<void>;
}

export type HostileMode = 'refuse' | 'black hole' | `${keyof typeof ANSWERS}`;

export const HOSTILE_MODES: readonly HostileMode[] = [
  'refuse',
  'black hole',
  ...(Object.keys(ANSWERS) as `${keyof typeof ANSWERS}`[]),
];

export function startHostileBackend(
  mode: HostileMode,
): Promise<HostileBackend> {
  if (mode === 'refuse') return refuse();
  if (mode === 'black hole') return blackHole();
  return answerWith(ANSWERS[mode]);
}

/** A port that was free a moment ago, and where nobody listens. */
async function refuse(): Promise<HostileBackend> {
  const server = createServer();
  const url = await listen(server);
  await closed(server);
  return {
    url,
    requests: none,
    redirected: none,
    taken: () => [],
    close: () => Promise.resolve(),
  };
}

function none(): number {
  return 0;
}

/** Takes connections and everything sent, and says nothing. */
async function blackHole(): Promise<HostileBackend> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).resume();
  });
  const url = await listen(server);
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return closed(server);
  };
  const requests = (): number => connections;
  return { url, requests, redirected: none, taken: () => [], close };
}

async function answerWith(answer: Answer): Promise<HostileBackend> {
  const seen = { requests: 0, redirected: 0 };
  const taken: ReceivedSpan[] = [];
  const server = createHttpServer((request, response) => {
    seen.requests += 1;
    if (request.url === ELSEWHERE) seen.redirected += 1;
    const nth = seen.requests;
    void bodyOf(request).then((body) => {
      const keep = (): void => {
        taken.push(...decodeTraces(body, 'protobuf').spans);
      };
      answer({ response, nth, keep });
    });
  });
  const url = await listen(server);
  return {
    url,
    requests: () => seen.requests,
    redirected: () => seen.redirected,
    taken: () => taken,
    close: () => {
      server.closeAllConnections();
      return closed(server);
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://localhost:${port}`);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
