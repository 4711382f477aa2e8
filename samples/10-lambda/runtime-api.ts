/** The part of Lambda's Runtime API that a sandbox needs, on loopback. */
import { EventEmitter, once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the sandbox has made of an event. */
export interface Outcome {
  readonly kind: 'response' | 'error';
  readonly body: string;
}

export class RuntimeApi {
  readonly #server: Server;
  readonly #questions = new EventEmitter();
  /** The sandbox asks for the next event, and is done with the one before. */
  #question = this.#nextQuestion();
  #outcome: Outcome | undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      void this.#take(request, response);
    });
  }

  static async start(): Promise<RuntimeApi> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new RuntimeApi(server);
  }

  get host(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${String(port)}`;
  }

  /** Resolves when the sandbox is done with the event, and would be frozen. */
  async invoke(event: object): Promise<Outcome | undefined> {
    const response = await this.#question;
    this.#question = this.#nextQuestion();
    response.setHeader('lambda-runtime-aws-request-id', 'r-1');
    response.end(JSON.stringify(event));
    await this.#question;
    return this.#outcome;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  async #nextQuestion(): Promise<ServerResponse> {
    const [response] = await once(this.#questions, 'question');
    return response as ServerResponse;
  }

  async #take(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method === 'GET') {
      this.#questions.emit('question', response);
      return;
    }
    const kind = request.url?.endsWith('/error') ? 'error' : 'response';
    this.#outcome = { kind, body: await text(request) };
    response.end('{}');
  }
}
