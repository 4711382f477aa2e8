/** Answers like the chat completions of OpenAI, on loopback. */
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo } from 'node:net';

export interface FakeOpenai {
  readonly baseURL: string;
  readonly requests: number;
  close(): Promise<void>;
}

const WORDS = ['spans', 'that', 'last'];

const completion = (content: string): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content } }],
});

const chunk = (content: string): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content } }],
});

/** One that answers until it is closed. */
export async function startOpenai(): Promise<FakeOpenai> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${String(port)}/v1`,
    get requests() {
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url === '/v1/models') {
    sendJson(response, { object: 'list', data: [{ id: 'a' }, { id: 'b' }] });
    return;
  }
  const asked = await json(request);
  if (asked.model === 'unknown') {
    response.statusCode = 404;
    sendJson(response, { error: { message: 'no such model' } });
  } else if (asked.stream === true) sendStream(response);
  else sendJson(response, completion(WORDS.join(' ')));
}

async function json(
  request: IncomingMessage,
): Promise<{ model?: string; stream?: boolean }> {
  let body = '';
  for await (const part of request) body += String(part);
  return JSON.parse(body) as { model?: string; stream?: boolean };
}

function sendJson(response: ServerResponse, body: object): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

function sendStream(response: ServerResponse): void {
  response.setHeader('content-type', 'text/event-stream');
  for (const word of WORDS) {
    response.write(`data: ${JSON.stringify(chunk(word))}\n\n`);
  }
  response.end('data: [DONE]\n\n');
}
