/**
 * The walk of every introduction to tracing: a gateway asks the service of
 * users, which asks the database; each is a process behind HTTP.
 */
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { close, listen, startBackend } from '../support/backend';
import { type RunningServer, startServer } from './server-process';

const SCRIPT = join(__dirname, 'fixtures', 'service.cjs');

/** How all services are set up. */
export interface SetUp {
  /** Options of `init`. */
  readonly init?: object;
  /** Whether OpenTelemetry's own http and undici instrumentations are there. */
  readonly instrumented?: boolean;
  /** Whether the headers of requests are given to `inject`. */
  readonly injects?: boolean;
  /** Whether the request is the `message` of the handler. */
  readonly reads?: boolean;
  /** Whether the id is sent and taken by hand, as a header. */
  readonly handsId?: boolean;
  /** @defaultValue `fetch` */
  readonly client?: 'fetch' | 'http';
}

/** What a service answers of itself. */
export interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly id?: string;
  readonly tenant?: string;
}

export type Service = 'gateway' | 'users' | 'database';

export interface Walk {
  readonly answers: Readonly<Record<Service, Answer>>;
  readonly spans: readonly ReceivedSpan[];
  /** What came to a stranger whom the gateway told of it. */
  readonly stranger: IncomingHttpHeaders;
}

/** One request, about `order 7` of the tenant `acme`. */
export async function walk(setUp: SetUp): Promise<Walk> {
  const backend = await startBackend();
  const stranger = await startStranger();
  const common = {
    SET_UP: JSON.stringify(setUp),
    OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
  };
  const database = await startService('database', common);
  const users = await startService('users', { ...common, NEXT: database.url });
  const gateway = await startService('gateway', {
    ...common,
    NEXT: users.url,
    STRANGER: stranger.url,
    ID: 'order 7',
    TENANT: 'acme',
  });
  const response = await fetch(gateway.url);
  const answers = (await response.json()) as Walk['answers'];
  // They send what they have before they are gone.
  for (const each of [gateway, users, database]) await each.stop();
  await close(stranger.server);
  await backend.close();
  return { answers, stranger: stranger.headers(), spans: backend.spans() };
}

function startService(
  service: Service,
  env: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  return startServer(SCRIPT, { SERVICE: service, ...env });
}

interface Stranger {
  readonly url: string;
  readonly server: Server;
  headers(): IncomingHttpHeaders;
}

/** A server that notes what is sent to it. */
async function startStranger(): Promise<Stranger> {
  let last: IncomingHttpHeaders = {};
  const server = createServer(({ headers }, response) => {
    last = headers;
    response.end();
  });
  const { port } = await listen(server);
  const url = `http://localhost:${port}`;
  return { url, server, headers: () => last };
}
