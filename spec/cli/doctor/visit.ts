/** Runs the doctor in a set-up of a spec's own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { dirname, join } from 'node:path';
import { everspan, type CommandEnd } from '../command-line';
import { temporaryFolder } from '../../support/temporary-folder';

/** What the doctor is started with; `port` is the server's. */
export interface Visit {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Setup {
  readonly name: string;
  /** Codes of what is wrong, in order. */
  readonly wrong: readonly string[];
  readonly server?: () => Server;
  readonly visit: (port: number) => Visit;
}

export interface Seen extends CommandEnd {
  readonly port: number;
  readonly cwd: string;
  readonly journal: string;
}

/** Nothing listens there, and nothing may without rights. */
const CLOSED_PORT = 1;

/** Runs the doctor in a set-up, and takes it down. */
export async function visit(setup: Setup): Promise<Seen> {
  const server = setup.server?.();
  const port = server ? await listen(server) : CLOSED_PORT;
  const { env, cwd = project() } = setup.visit(port);
  const journal = env['EVERSPAN_JOURNAL_DIR'] ?? temporaryFolder();
  const all = { OTEL_SERVICE_NAME: 'orders', EVERSPAN_JOURNAL_DIR: journal };
  const end = await everspan(['doctor'], { env: { ...all, ...env }, cwd }).end;
  server?.close();
  return { ...end, port, cwd, journal };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return (server.address() as AddressInfo).port;
}

/** A project in which everything is as it should be. */
export function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  const all = {
    'tsconfig.json': '{ "compilerOptions": { "target": "es2022" } }',
    'node_modules/@opentelemetry/api/package.json': '{ "version": "1.9.1" }',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
