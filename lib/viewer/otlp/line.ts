/**
 * Export requests as lines of OTLP JSON, which a file of them holds. Pure.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/
 */
import { reason } from '../../internal/diag';
import type { Encoding } from './body';
import { jsonOfMessage } from './json';
import { SIGNALS, TRACES, type Signal } from '../http/signals';
import type { TraceStore } from '../store/trace-store';

/** An export request as it was sent, decompressed. */
export interface ExportRequest {
  readonly body: Uint8Array;
  readonly encoding: Encoding;
  readonly signal: Signal;
}

/** One line, without its end, that holds all that the request does. */
export function lineOfRequest(request: ExportRequest): string {
  const { body, encoding, signal } = request;
  if (encoding === 'protobuf') return jsonOfMessage(body, signal.request);
  return onOneLine(Buffer.from(body).toString());
}

/**
 * Within a text JSON has no line breaks, so they can go. To parse and write it
 * anew would round integers that a number cannot hold.
 */
function onOneLine(json: string): string {
  return json.replace(/[\r\n]+/g, ' ').trim();
}

/** What became of one line of a file. */
export type LineTaken =
  | { readonly kind: 'taken'; readonly items: number; readonly lost: number }
  /** Of a signal that is not shown, or blank. */
  | { readonly kind: 'passed over' }
  | { readonly kind: 'bad'; readonly why: string };

const FIRST_KEY = /^\s*\{\s*"(\w+)"/;

/** Keeps in `store` what a line holds. Never throws. */
export function takeLine(line: string, store: TraceStore): LineTaken {
  if (line.trim() === '') return { kind: 'passed over' };
  const key = FIRST_KEY.exec(line)?.[1] ?? '';
  const signal = SIGNALS.find(({ requestKey }) => requestKey === key);
  if (!signal && IS_REQUEST.test(key)) return { kind: 'passed over' };
  try {
    const take = signal?.take ?? TRACES.take;
    const { items, rejected: lost } = take(Buffer.from(line), 'json', store);
    if (signal) return { kind: 'taken', items, lost };
    return { kind: 'bad', why: 'it is no export request' };
  } catch (error) {
    return { kind: 'bad', why: reason(error) };
  }
}

/** Metrics, profiles, and what else there may be. */
const IS_REQUEST = /^resource\w+$/;
