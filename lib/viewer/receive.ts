/**
 * Takes traces over OTLP/HTTP: one request in, one answer out.
 *
 * A client drops its spans on most answers other than 200, so each rule here
 * is the specification's and has a spec of its own.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/docs/specification.md#otlphttp
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { reason, warnOnce } from '../internal/diag';
import { decodeTraces, type Decoded, type Encoding } from './otlp-decode';
import {
  MEDIA_TYPES,
  refusal,
  success,
  type Answer,
  type Leftover,
} from './otlp-answer';
import type { ReceivedSpan } from './received-span';
import { readBody, type Body } from './request-body';
import type { TraceStore } from './store';

export interface ReceiveOptions {
  readonly store: TraceStore;
  readonly maxBodyBytes: number;
  readonly onSpans: (spans: readonly ReceivedSpan[]) => void;
}

const TRACES_PATH = '/v1/traces';

/** Answers `request`. Never rejects; without a client there is no answer. */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReceiveOptions,
): Promise<void> {
  const answer = await answerTo(request, options);
  if (answer === undefined || response.destroyed) return;
  response.writeHead(answer.status, headersOf(answer));
  response.end(answer.body);
}

function headersOf(answer: Answer): Record<string, string | number> {
  return {
    'Content-Type': answer.contentType,
    'Content-Length': answer.body.byteLength,
    ...(answer.status === 405 ? { Allow: 'POST' } : {}),
  };
}

async function answerTo(
  request: IncomingMessage,
  options: ReceiveOptions,
): Promise<Answer | undefined> {
  const encoding = encodingOf(request);
  const misdirected = answerToMisdirected(request, encoding);
  if (misdirected !== undefined) return misdirected;
  if (encoding === undefined) return unsupportedMediaType();
  const body = await readBody(request, options.maxBodyBytes);
  return answerToBody(body, encoding, options);
}

function answerToMisdirected(
  request: IncomingMessage,
  encoding: Encoding | undefined,
): Answer | undefined {
  const [path] = (request.url ?? '').split('?', 1);
  if (path !== TRACES_PATH) {
    return refusal(404, encoding, `Nothing here; POST to ${TRACES_PATH}.`);
  }
  if (request.method === 'POST') return undefined;
  return refusal(405, encoding, `${TRACES_PATH} takes POST only.`);
}

function unsupportedMediaType(): Answer {
  const types = Object.values(MEDIA_TYPES).join(' or ');
  return refusal(415, undefined, `Send ${types} as Content-Type.`);
}

/** By the media type alone: parameters such as `charset` change nothing. */
function encodingOf(request: IncomingMessage): Encoding | undefined {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  const mediaType = type.trim().toLowerCase();
  if (mediaType === MEDIA_TYPES.json) return 'json';
  return mediaType === MEDIA_TYPES.protobuf ? 'protobuf' : undefined;
}

function answerToBody(
  body: Body,
  encoding: Encoding,
  options: ReceiveOptions,
): Answer | undefined {
  switch (body.kind) {
    case 'read':
      return answerToRequest(body.bytes, encoding, options);
    case 'too-large':
      return refusal(413, encoding, tooLarge(options.maxBodyBytes));
    case 'unusable':
      return refusal(400, encoding, body.message);
    case 'aborted':
      return undefined;
  }
}

function tooLarge(maxBodyBytes: number): string {
  return `The body is over ${maxBodyBytes} bytes; send fewer spans at once.`;
}

function answerToRequest(
  bytes: Buffer,
  encoding: Encoding,
  options: ReceiveOptions,
): Answer {
  try {
    const decoded = decodeTraces(bytes, encoding);
    return success(encoding, keep(decoded, options));
  } catch (error) {
    // Only decoding throws: a body that will not be better when sent again.
    return refusal(400, encoding, reason(error));
  }
}

function keep(decoded: Decoded, options: ReceiveOptions): Leftover {
  const refused = options.store.add(decoded.spans);
  tellListener(decoded.spans, options);
  const full =
    refused > 0 ? `${refused} span(s) refused: the store is full.` : '';
  return {
    rejected: decoded.rejected + refused,
    message: [decoded.message, full].filter(Boolean).join(' '),
  };
}

/** The sender did its part: a listener's failure is not the sender's. */
function tellListener(
  spans: readonly ReceivedSpan[],
  { onSpans }: ReceiveOptions,
): void {
  if (spans.length === 0) return;
  try {
    onSpans(spans);
  } catch (error) {
    warnOnce('WARN_EVERSPAN_USER_CODE', `\`onSpans\` threw: ${reason(error)}`);
  }
}
