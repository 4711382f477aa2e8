/** What the three services have in common: HTTP, and nothing but it. */
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { SpanKind } from '@opentelemetry/api';
import { span } from 'everspan';
import { inject } from 'everspan/messaging';

/** Whatever is asked for, it answers with JSON, or with what went wrong. */
type Answer = (request: IncomingMessage) => Promise<object>;

export function listen(answer: Answer): void {
  const server = createServer((request, response) => {
    void respond(answer(request), response);
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.log(`listens on http://127.0.0.1:${String(port)}`);
  });
}

async function respond(
  answer: Promise<object>,
  response: ServerResponse,
): Promise<void> {
  try {
    response.end(JSON.stringify(await answer));
  } catch {
    // The trace tells why; the caller is not told.
    response.writeHead(500).end('{}');
  }
}

/** Asks the next service; the request carries the context of this one. */
export function ask(url: string): Promise<object> {
  const options = { name: 'GET', spanKind: SpanKind.CLIENT };
  return span.run(options, async () => {
    const response = await fetch(url, inject({ headers: {} }));
    const { pathname } = new URL(url);
    if (!response.ok) throw new Error(`${pathname}: ${response.statusText}`);
    return (await response.json()) as object;
  });
}
