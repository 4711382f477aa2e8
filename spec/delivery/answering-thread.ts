/** A backend that answers while the thread of the spec sleeps. */
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { namesIn } from './ended-spans';

export interface Reply {
  /** @defaultValue 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly afterMs?: number;
  /** Closes the connection instead. */
  readonly reset?: boolean;
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly names: readonly string[];
}

interface Options {
  /** For the nth request the nth; the last one for all that follow. */
  readonly replies?: readonly Reply[];
  /** With `ca`, clients need a certificate as well. */
  readonly tls?: { key: string; cert: string; ca: string };
}

interface Message {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

const FILE = join(__dirname, 'fixtures', 'answering-thread.cjs');

export class AnsweringThread {
  readonly #worker: Worker;
  readonly #messages: Message[] = [];
  readonly url: string;

  private constructor(worker: Worker, url: string) {
    this.#worker = worker;
    this.url = url;
    worker.on('message', (message: Message) => this.#messages.push(message));
  }

  static async start(options: Options = {}): Promise<AnsweringThread> {
    const { replies = [], tls } = options;
    const worker = new Worker(FILE, { workerData: { replies, tls } });
    const [{ port }] = (await once(worker, 'message')) as [{ port: number }];
    const protocol = tls ? 'https' : 'http';
    const url = `${protocol}://localhost:${port}/v1/traces`;
    return new AnsweringThread(worker, url);
  }

  /** What has come in, in order; to be asked when the thread is awake again. */
  async received(): Promise<readonly Received[]> {
    await new Promise(setImmediate);
    return this.#messages.map(({ path, headers, body }) => {
      const isZipped = headers['content-encoding'] === 'gzip';
      const request = isZipped ? gunzipSync(body) : body;
      return { path, headers, names: namesIn(request) };
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
