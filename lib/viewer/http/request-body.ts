/**
 * Reads the body of a request, decompressed, and never more than a limit.
 *
 * The limit holds before and after decompression: a few kilobytes of gzip can
 * hold gigabytes, so inflating stops at the limit instead of being measured
 * afterwards.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/docs/specification.md#otlphttp-request
 */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { reason } from '../../internal/diag';

export type Body =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unusable'; readonly message: string }
  /** The client went away: there is nobody to answer. */
  | { readonly kind: 'aborted' };

const inflate = promisify(gunzip);

/** Never rejects. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Body> {
  const coding = contentCoding(request);
  if (coding === undefined) return unusable('Use gzip or no Content-Encoding.');
  if (Number(request.headers['content-length']) > maxBytes) {
    return { kind: 'too-large' };
  }
  const body = await collect(request, maxBytes);
  if (body.kind !== 'read' || coding === 'identity') return body;
  return decompress(body.bytes, maxBytes);
}

function contentCoding(
  request: IncomingMessage,
): 'gzip' | 'identity' | undefined {
  const coding = request.headers['content-encoding']?.trim().toLowerCase();
  if (coding === 'gzip') return 'gzip';
  return ['', 'identity', undefined].includes(coding) ? 'identity' : undefined;
}

/**
 * Past the limit the rest is left to `node:http`, which discards what is still
 * to come: closing the socket now would reset it under a client that is still
 * writing, and that client would never read the 413.
 */
function collect(request: IncomingMessage, maxBytes: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.byteLength;
      if (length <= maxBytes) chunks.push(chunk);
      else resolve({ kind: 'too-large' });
    });
    request.on('end', () => {
      resolve({ kind: 'read', bytes: Buffer.concat(chunks) });
    });
    const aborted = (): void => {
      resolve({ kind: 'aborted' });
    };
    request.on('error', aborted);
    request.on('close', aborted);
  });
}

async function decompress(bytes: Buffer, maxBytes: number): Promise<Body> {
  try {
    const inflated = await inflate(bytes, { maxOutputLength: maxBytes });
    return { kind: 'read', bytes: inflated };
  } catch (error) {
    if (isTooLarge(error)) return { kind: 'too-large' };
    return unusable(`The gzip body is malformed: ${reason(error)}.`);
  }
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    'code' in error &&
    error.code === 'ERR_BUFFER_TOO_LARGE'
  );
}

function unusable(message: string): Body {
  return { kind: 'unusable', message };
}
