/** Requests to a Fastify server: an answer, a refusal, a stream, a failure. */
import { play } from '../support/stage';

const REQUESTS: readonly (readonly [path: string, init?: RequestInit])[] = [
  ['/orders/o-7', { method: 'POST' }],
  ['/orders/lamp', { method: 'POST' }],
  ['/orders/o-7/events', { headers: traceparent('b7') }],
  ['/orders/o-9', { method: 'POST' }],
];

/** As from another service that is traced. */
function traceparent(nth: string): Record<string, string> {
  return { traceparent: `00-${nth.repeat(16)}-${nth.repeat(8)}-01` };
}

void play(__dirname, async (stage) => {
  const server = stage.start('server');
  const [, url = ''] = await server.said(/^listens on (.+)$/);
  for (const [path, init] of REQUESTS) {
    const response = await fetch(`${url}${path}`, init);
    console.log(`${path}: ${String(response.status)} ${await response.text()}`);
  }
  server.kill('SIGTERM');
  await server.end;
});
