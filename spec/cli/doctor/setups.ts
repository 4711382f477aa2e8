/** Set-ups that are broken in one way each, with real servers. */
import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { AT_EXIT } from './exit-setups';
import {
  answering,
  at,
  atSecure,
  byProxy,
  CERTIFICATES,
  secure,
  taking,
  tunnelling,
} from './servers';
import { project, type Setup } from './visit';
import { temporaryFolder } from '../../support/temporary-folder';

const DAY_MS = 86_400_000;
/** Of documentation: no host has it. */
const NOWHERE = 'http://backend.invalid:4318';

const TEXT = { 'content-type': 'text/plain' };

export const WELL: Setup = {
  name: 'all is well',
  wrong: [],
  server: () => createHttp(taking),
  visit: at,
};

export const BROKEN: readonly Setup[] = [
  {
    name: 'the path is doubled',
    wrong: ['path-doubled'],
    server: () => createHttp(taking),
    visit: (port) => ({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${port}/v1/traces`,
      },
    }),
  },
  {
    name: 'the path is missing',
    wrong: ['path-missing'],
    server: () => createHttp(taking),
    visit: (port) => ({
      env: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://localhost:${port}` },
    }),
  },
  {
    name: 'a server of gRPC',
    wrong: ['not-http'],
    server: () => createHttp2(),
    visit: at,
  },
  {
    name: 'the key is refused',
    wrong: ['key-refused'],
    server: answering(401, TEXT, 'invalid API key k-secret-1'),
    visit: (port) => ({
      env: {
        ...at(port).env,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=k-secret-1',
      },
    }),
  },
  {
    name: 'no such path',
    wrong: ['path-unknown'],
    server: answering(404),
    visit: at,
  },
  {
    name: 'a certificate that nobody trusts',
    wrong: ['tls-untrusted'],
    server: secure(CERTIFICATES.server),
    visit: (port) => ({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: `https://localhost:${port}` },
    }),
  },
  {
    name: 'a certificate for another name',
    wrong: ['tls-wrong-host'],
    server: () => secure(CERTIFICATES.server)(),
    visit: (port) => atSecure(port, '127.0.0.1'),
  },
  {
    name: 'a certificate that has expired',
    wrong: ['tls-expired'],
    server: secure(CERTIFICATES.expired),
    visit: (port) => atSecure(port),
  },
  {
    name: 'a port without TLS',
    wrong: ['tls-not-spoken'],
    server: () => createHttp(taking),
    visit: (port) => atSecure(port),
  },
  {
    name: 'nothing listens',
    wrong: ['connection-refused'],
    visit: at,
  },
  {
    name: 'no answer in time',
    wrong: ['timeout'],
    server: () => createServer((socket) => socket.on('error', () => undefined)),
    visit: (port) => ({
      env: {
        ...at(port).env,
        OTEL_EXPORTER_OTLP_TIMEOUT: '100',
        EVERSPAN_EXIT_TIMEOUT_MS: '100',
      },
    }),
  },
  {
    name: 'a name that is not known',
    wrong: ['name-unknown'],
    visit: () => ({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE } }),
  },
  {
    name: 'clocks that differ',
    wrong: ['clock'],
    server: answering(200, {
      date: new Date(Date.now() + DAY_MS).toUTCString(),
    }),
    visit: at,
  },
  {
    name: 'a web page',
    wrong: ['web-page'],
    server: answering(200, { 'content-type': 'text/html' }, '<html></html>'),
    visit: at,
  },
  {
    name: 'a span that is refused',
    wrong: ['partial-success'],
    server: answering(
      200,
      { 'content-type': 'application/json' },
      '{"partialSuccess":{"rejectedSpans":"1","errorMessage":"quota"}}',
    ),
    visit: at,
  },
  {
    name: 'a proxy that wants other credentials',
    wrong: ['proxy-key'],
    server: tunnelling(407),
    visit: byProxy,
  },
  {
    name: 'a proxy that opens no tunnel there',
    wrong: ['proxy-forbids'],
    server: tunnelling(403),
    visit: byProxy,
  },
  {
    name: 'a proxy that is not there',
    wrong: ['proxy-refused'],
    visit: byProxy,
  },
  ...AT_EXIT,
  {
    name: 'a journal that cannot be written',
    wrong: ['journal'],
    server: () => createHttp(taking),
    visit: (port) => {
      const file = join(temporaryFolder(), 'journal');
      writeFileSync(file, '');
      return { env: { ...at(port).env, EVERSPAN_JOURNAL_DIR: file } };
    },
  },
  {
    name: 'two versions of the API',
    wrong: ['api-copies'],
    server: () => createHttp(taking),
    visit: (port) => ({
      ...at(port),
      cwd: project({
        'node_modules/a/node_modules/@opentelemetry/api/package.json':
          '{ "version": "1.10.0" }',
      }),
    }),
  },
];
