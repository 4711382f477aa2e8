/** A backend of which a spec decides every answer. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { namesIn } from './ended-spans';

export interface Reply {
  /** @defaultValue 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** `reset` closes the connection, `hang` never answers. */
export type Answering = (
  names: readonly string[],
  nth: number,
) => Reply | 'reset' | 'hang' | Promise<Reply>;

export interface SeenRequest {
  readonly names: readonly string[];
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Monotonic; when all of the request was there. */
  readonly atMs: number;
  /** Which connection it came by, 1 for the first. */
  readonly connection: number;
}

export class AnsweringServer {
  readonly #server: Server;
  readonly #answering: Answering;
  readonly #connections = new Map<unknown, number>();
  readonly requests: SeenRequest[] = [];
  #atOnce = 0;
  /** The most requests that were ever under way together. */
  mostAtOnce = 0;
  port = 0;

  constructor(answering: Answering = () => ({})) {
    this.#answering = answering;
    this.#server = createServer((request, response) => {
      this.mostAtOnce = Math.max(this.mostAtOnce, (this.#atOnce += 1));
      response.on('close', () => (this.#atOnce -= 1));
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => undefined);
      request.on('end', () => {
        const { method, url: path, headers, socket } = request;
        const wire = Buffer.concat(chunks);
        const isZipped = headers['content-encoding'] === 'gzip';
        const names = namesIn(isZipped ? gunzipSync(wire) : wire);
        const atMs = performance.now();
        const connection = this.#numberOf(socket);
        this.requests.push({ names, method, path, headers, atMs, connection });
        void this.#answer(names, this.requests.length).then((reply) => {
          if (reply === 'hang') return;
          if (reply === 'reset') socket.resetAndDestroy();
          else {
            const { status = 200, headers = {}, body = '' } = reply;
            response.writeHead(status, headers).end(body);
          }
        });
      });
    });
  }

  get url(): string {
    return `http://localhost:${this.port}/v1/traces`;
  }

  /** The names of all spans in the order they came, however answered. */
  get names(): readonly string[] {
    return this.requests.flatMap(({ names }) => names);
  }

  /** On `port`, by default a free one. */
  async listen(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(this.port, 'localhost', resolve);
    });
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  async #answer(names: readonly string[], nth: number) {
    return this.#answering(names, nth);
  }

  #numberOf(socket: unknown): number {
    const known = this.#connections.get(socket);
    if (known !== undefined) return known;
    this.#connections.set(socket, this.#connections.size + 1);
    return this.#connections.size;
  }
}

/** Waits until it is so; the runner's timeout says when it never is. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
