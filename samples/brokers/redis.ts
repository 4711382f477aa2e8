/** Redis, in memory only. */
import { type Broker, freePort, ownFolder, start } from './broker-process';
import { type Program, requirePath } from './program';

export const REDIS: Program = {
  command: 'redis-server',
  debian: 'redis-server',
  homebrew: 'redis',
};

/** `REDIS_URL` where it is set, else a Redis of its own. */
export async function startRedis(): Promise<Broker> {
  const { REDIS_URL: url } = process.env;
  if (url) return { url, close: () => Promise.resolve() };
  const path = requirePath(REDIS);
  const port = await freePort();
  const [folder, removeFolder] = ownFolder();
  const options = { bind: '127.0.0.1', port: String(port), dir: folder };
  const { close } = await start({
    path,
    args: argumentsOf({ ...options, save: '', appendonly: 'no' }),
    ready: /Ready to accept connections/,
    afterwards: removeFolder,
  });
  return { url: `redis://127.0.0.1:${port}`, close };
}

function argumentsOf(options: Readonly<Record<string, string>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
}
