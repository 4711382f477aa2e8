/** Sends one request as it is told to, well formed or not. */
import { request, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export const JSON_TYPE = { 'content-type': 'application/json' };
export const PROTOBUF_TYPE = { 'content-type': 'application/x-protobuf' };

/** By default a POST to `/v1/traces`. */
export function send(url: string, sent: Sent): Promise<Answered> {
  const { method = 'POST', path = '/v1/traces', headers = {}, body } = sent;
  return new Promise((resolve, reject) => {
    const sending = request(url, { method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

export function jsonOf({ body }: Answered): unknown {
  return JSON.parse(body.toString()) as unknown;
}
