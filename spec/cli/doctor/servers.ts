/** Backends and proxies of the specs, real ones. */
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { makeCertificates, type Identity } from '../../support/certificates';
import type { Visit } from './visit';

export const CERTIFICATES = makeCertificates();

/** Where a backend listens. */
export const at = (port: number): Visit => ({
  env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${port}` },
});

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
