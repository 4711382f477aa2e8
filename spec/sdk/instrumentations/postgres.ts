/** A real PostgreSQL of a spec's own, where the machine has one. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../../support/temporary-folder';

export interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** It does not run as root, and so as the user that came with it. */
const USER = 'postgres';

/** `undefined` where there is none, or none that can be started. */
export async function startPostgres(): Promise<Postgres | undefined> {
  const data = join(temporaryFolder('postgres-'));
  const ids = process.getuid?.() === 0 ? idsOf(USER) : {};
  if (!ids) return undefined;
  const options = { ...ids, cwd: data, stdio: 'ignore' as const };
  handOver(data, ids);
  const args = ['--pgdata', data, '--username', USER, '--auth', 'trust'];
  if (spawnSync('initdb', args, options).status !== 0) return undefined;
  const port = await freePort();
  const child = spawn(
    'postgres',
    ['-D', data, '-k', data, '-p', String(port), '-h', '127.0.0.1', '-F'],
    options,
  );
  while (child.exitCode === null && !(await answers(port))) await sleep(50);
  return {
    url: `postgres://${USER}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      if (child.exitCode !== null) return;
      // At once, whoever is connected.
      child.kill('SIGQUIT');
      await once(child, 'exit');
    },
  };
}

interface Ids {
  readonly uid?: number;
  readonly gid?: number;
}

function idsOf(user: string): Ids | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number.parseInt(spawnSync('id', [flag, user]).stdout.toString()),
  );
  return uid && gid ? { uid, gid } : undefined;
}

/** The folders above are for root alone, and may be looked through now. */
function handOver(data: string, { uid, gid }: Ids): void {
  if (uid === undefined || gid === undefined) return;
  chmodSync(join(data, '..'), 0o711);
  chownSync(data, uid, gid);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}
