/** Requests to a NestJS application: taken, refused, failed; then SIGTERM. */
import { play } from '../support/stage';

const KEY = { 'x-api-key': 'counter' };

const REQUESTS: readonly (readonly [path: string, init?: RequestInit])[] = [
  ['/orders/o-7/place', { method: 'POST', headers: KEY }],
  ['/orders/o-8/place', { method: 'POST' }],
  ['/orders/o-9/place', { method: 'POST', headers: KEY }],
  ['/orders/o-7'],
];

void play(__dirname, async (stage) => {
  const app = stage.start('app');
  const [, url = ''] = await app.said(/^listens on (.+)$/);
  for (const [path, init] of REQUESTS) {
    const response = await fetch(`${url}${path}`, init);
    console.log(`${path}: ${String(response.status)} ${await response.text()}`);
  }
  app.kill('SIGTERM');
  await app.end;
});
