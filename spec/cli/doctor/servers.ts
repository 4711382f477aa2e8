/** Backends and proxies of the specs, real ones. */
import { writeFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Server } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { makeCertificates, type Identity } from '../../support/certificates';
import { temporaryFolder } from '../../support/temporary-folder';
import type { Visit } from './visit';

export const CERTIFICATES = makeCertificates();

/** Where a backend listens. */
export const at = (port: number): Visit => ({
  env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${port}` },
});

/** Where one listens that speaks TLS, and whom to trust. */
export const atSecure = (port: number, host = 'localhost'): Visit => ({
  env: {
    OTEL_EXPORTER_OTLP_ENDPOINT: `https://${host}:${port}`,
    OTEL_EXPORTER_OTLP_CERTIFICATE: authorityFile(),
  },
});

function authorityFile(): string {
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, CERTIFICATES.ca);
  return file;
}

/** By a proxy that wants to know who asks. */
export function byProxy(port: number): Visit {
  return {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example.com',
      HTTPS_PROXY: `http://me:s3cret@localhost:${port}`,
    },
  };
}

/** A backend that takes spans at the one path where they belong. */
export const taking: RequestListener = (request, response) => {
  request.resume().on('end', () => {
    response.writeHead(request.url === '/v1/traces' ? 200 : 404).end();
  });
};

export function answering(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): () => Server {
  return () =>
    createHttp((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(status, headers).end(body);
      });
    });
}

export function secure(identity: Identity): () => Server {
  return () => createHttps({ ...identity }, taking);
}

/** A proxy that answers every wish for a tunnel with a status. */
export function tunnelling(status: number): () => Server {
  return () =>
    createHttp().on('connect', (_, client: Duplex) => {
      client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    });
}
