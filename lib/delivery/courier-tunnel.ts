/**
 * TLS through a proxy during life: a tunnel to the backend is asked for, and
 * all that follows is between the backend and us.
 *
 * Node has proxies of its own from line 24 on only, and no package can be
 * loaded by the source of a worker from within a bundle; so this is written
 * out, here and there, and the two are to do the same.
 */
import { request as httpRequest, type ClientRequest } from 'node:http';
import {
  Agent as HttpsAgent,
  request as httpsRequest,
  type AgentOptions,
  type RequestOptions,
} from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Hop } from './route';

/** As Node has it, where no connection comes with an error. */
type Created = (error: Error | null, connection: Duplex) => void;

interface Tunnelling {
  readonly tunnel: Hop;
  readonly lookup: LookupFunction;
}

/** Connects to the backend through a tunnel; `destroy` ends the wait for one. */
export class TunnelAgent extends HttpsAgent {
  readonly #tunnelling: Tunnelling;
  /** Asked for a tunnel that is not open yet. */
  readonly #asking = new Set<ClientRequest>();

  constructor(options: AgentOptions, tunnelling: Tunnelling) {
    super(options);
    this.#tunnelling = tunnelling;
  }

  override createConnection(options: RequestOptions, created?: Created): null {
    const { servername = '' } = options;
    const host = options.hostname ?? undefined;
    const request = askForTunnel(this.#tunnelling);
    this.#asking.add(request);
    const fail = (error: Error): void => {
      this.#asking.delete(request);
      created?.(Object.assign(error, { isOfProxy: true }), undefined as never);
    };
    request.on('error', fail);
    request.on('connect', ({ statusCode = 0 }, socket) => {
      if (!isOpen(statusCode)) {
        socket.destroy();
        fail(refusal(statusCode));
        return;
      }
      this.#asking.delete(request);
      const connection = { ...this.options, socket, servername, host };
      created?.(null, connectTls(connection));
    });
    return null;
  }

  override destroy(): void {
    for (const request of this.#asking) request.destroy();
    super.destroy();
  }
}

function askForTunnel({ tunnel, lookup }: Tunnelling): ClientRequest {
  const { secure, hostname, port, path, headers, tls } = tunnel;
  const open = secure ? httpsRequest : httpRequest;
  const request = open({
    method: 'CONNECT',
    agent: false,
    ...{ hostname, port, path, headers, lookup },
    ...tls,
  });
  request.on('socket', (socket: Socket) => {
    socket.unref();
    // Once it is a tunnel, it is nobody's request any more.
    socket.on('error', () => undefined);
  });
  return request.end();
}

function isOpen(statusCode: number): boolean {
  return statusCode >= 200 && statusCode < 300;
}

function refusal(statusCode: number): Error {
  const error = new Error('the proxy opens no tunnel');
  return Object.assign(error, { code: `HTTP ${String(statusCode)}` });
}
