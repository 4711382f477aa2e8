/**
 * Takes traces and logs over OTLP/HTTP: one request in, one answer out.
 *
 * A client drops its spans on most answers other than 200, so each rule here
 * is the specification's and has a spec of its own.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/docs/specification.md#otlphttp
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { reason } from '../../internal/diag';
import { TAKES_RUNNING } from '../../internal/running-spans';
import { MEDIA_TYPES, refusal, success, type Answer } from '../otlp/answer';
import type { Encoding } from '../otlp/body';
import type { ExportRequest } from '../otlp/line';
import type { ReceivedSpan } from '../store/received-span';
import { readBody, type Body } from './request-body';
import { RUNNING, SIGNALS, type Signal, type Taken } from './signals';
import type { TraceStore } from '../store/trace-store';

export interface ReceiveOptions {
  readonly store: TraceStore;
  readonly maxBodyBytes: number;
  /** Called for each request that held something. */
  readonly onTaken: (taken: Taken, request: ExportRequest) => void;
  /**
   * Called with spans that have not ended, and with the connection that told
   * of them. Without it they are not asked for, and not taken.
   */
  readonly onRunning?: (spans: readonly ReceivedSpan[], by: Socket) => void;
}

const METRICS_PATH = '/v1/metrics';

/** Answers `request`. Never rejects; without a client there is no answer. */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReceiveOptions,
): Promise<void> {
  const answer = await answerTo(request, options);
  if (answer === undefined || response.destroyed) return;
  if (answer.status === 200 && options.onRunning) {
    response.setHeader(TAKES_RUNNING.name, TAKES_RUNNING.version);
  }
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
  const [path = ''] = (request.url ?? '').split('?', 1);
  const signal = signalAt(path, options);
  if (signal === undefined) return refusal(404, encoding, whyNot(path));
  if (request.method !== 'POST') {
    return refusal(405, encoding, `${path} takes POST only.`);
  }
  if (encoding === undefined) return unsupportedMediaType();
  const body = await readBody(request, options.maxBodyBytes);
  const { socket } = request;
  return answerToBody(body, { encoding, signal, socket, options });
}

function signalAt(
  path: string,
  { onRunning }: ReceiveOptions,
): Signal | undefined {
  const signals = onRunning ? [...SIGNALS, RUNNING] : SIGNALS;
  return signals.find((each) => each.path === path);
}

/** For a person who reads the log of a sender. */
function whyNot(path: string): string {
  if (path === METRICS_PATH) {
    return 'Traces and logs are shown here, metrics are not: OTEL_METRICS_EXPORTER=none.';
  }
  const paths = SIGNALS.map((each) => each.path).join(' or ');
  return `Nothing here; POST to ${paths}.`;
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

interface Reading {
  readonly encoding: Encoding;
  readonly signal: Signal;
  readonly socket: Socket;
  readonly options: ReceiveOptions;
}

function answerToBody(body: Body, reading: Reading): Answer | undefined {
  const { encoding, options } = reading;
  switch (body.kind) {
    case 'read':
      return answerToRequest(body.bytes, reading);
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

function answerToRequest(body: Buffer, reading: Reading): Answer {
  const { encoding, signal, options } = reading;
  try {
    const taken = signal.take(body, encoding, options.store);
    if (taken.items > 0) handOn(taken, body, reading);
    return success(encoding, signal.response, taken);
  } catch (error) {
    // Only decoding throws: a body that will not be better when sent again.
    return refusal(400, encoding, reason(error));
  }
}

function handOn(taken: Taken, body: Buffer, reading: Reading): void {
  const { encoding, signal, socket, options } = reading;
  if (signal === RUNNING) options.onRunning?.(taken.spans, socket);
  else options.onTaken(taken, { body, encoding, signal });
}
