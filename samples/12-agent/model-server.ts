/** Answers as the streaming chat completions of OpenAI, on loopback. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface ModelServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Question {
  readonly messages: readonly {
    readonly role: string;
    readonly content: string;
  }[];
}

export async function startModel(): Promise<ModelServer> {
  const server = createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer right') {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"Incorrect API key provided"}}');
      return;
    }
    void json(request).then((asked) => {
      sendStream(response, deltasFor(asked as Question));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Asks for the tool first, and answers once it has what that found. */
function deltasFor({ messages }: Question): readonly object[] {
  const { role, content } = messages.at(-1) ?? { role: '', content: '' };
  if (role === 'tool') {
    return content.split(' ').map((word) => ({ content: `${word} ` }));
  }
  const order = /o-\d+/.exec(content)?.[0] ?? '';
  const begun = { name: 'find_parcel', arguments: '{"order":' };
  return [
    { tool_calls: [{ index: 0, id: 'call-1', function: begun }] },
    { tool_calls: [{ index: 0, function: { arguments: `"${order}"}` } }] },
  ];
}

function sendStream(response: ServerResponse, deltas: readonly object[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const delta of deltas) {
    const chunk = {
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta }],
    };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  }
  response.end('data: [DONE]\n\n');
}
