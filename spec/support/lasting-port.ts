/**
 * A port that nobody listens on, now or a moment later.
 *
 * A port that the system has given once, and that was given back, it may give to
 * anybody: to another spec, or to a connection. So this one is none of those
 * that it gives by itself.
 */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what Linux, macOS and Windows give, above what services are known by. */
const FIRST = 20_000;
const END = 32_000;

export async function lastingPort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
