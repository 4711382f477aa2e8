/** The kinds of telemetry that are taken, and how each is. */
import type { MessageType } from '@protobuf-ts/runtime';
import { RUNNING_PATH, TRACES_PATH } from '../../internal/running-spans';
import type { Leftover, ResponseShape } from '../otlp/answer';
import type { Encoding } from '../otlp/body';
import { decodeTraces } from '../otlp/decode';
import { decodeLogs } from '../otlp/decode-logs';
import {
  ExportLogsServiceRequest,
  ExportLogsServiceResponse,
  ExportTraceServiceRequest,
  ExportTraceServiceResponse,
} from '../otlp/schema';
import { isRunning, type ReceivedSpan } from '../store/received-span';
import type { TraceStore } from '../store/trace-store';

/** One export request has been decoded and kept. */
export interface Taken extends Leftover {
  /** How many spans or log records it held. */
  readonly items: number;
  /** Those that it held; none of another signal. */
  readonly spans: readonly ReceivedSpan[];
}

export interface Signal {
  readonly path: string;
  /** The one field that all of its requests have, as OTLP/JSON calls it. */
  readonly requestKey: string;
  readonly request: MessageType<object>;
  readonly response: ResponseShape;
  /** @throws `ERR_EVERSPAN_OTLP_BODY` when the body is none of its requests. */
  readonly take: (
    body: Uint8Array,
    encoding: Encoding,
    store: TraceStore,
  ) => Taken;
}

/** Spans are kept. */
export const TRACES: Signal = {
  path: TRACES_PATH,
  requestKey: 'resourceSpans',
  request: ExportTraceServiceRequest,
  response: { type: ExportTraceServiceResponse, rejectedKey: 'rejectedSpans' },
  take: (body, encoding, store) => {
    const { spans, rejected, message } = decodeTraces(body, encoding);
    const refused = store.add(spans);
    const leftover = withRefused({ rejected, message }, refused, 'span(s)');
    return { ...leftover, items: spans.length, spans };
  },
};

/** Spans that have not ended: an everspan tells a view of them by and by. */
export const RUNNING: Signal = {
  ...TRACES,
  path: RUNNING_PATH,
  take: (body, encoding, store) => {
    const { spans: all, ...decoded } = decodeTraces(body, encoding);
    const spans = all.filter(isRunning);
    const refused = store.add(spans);
    const leftover = withEnded(decoded, all.length - spans.length);
    const items = spans.length;
    return { ...withRefused(leftover, refused, 'span(s)'), items, spans };
  },
};

/** Log records are kept beside the spans that they name. */
const LOGS: Signal = {
  path: '/v1/logs',
  requestKey: 'resourceLogs',
  request: ExportLogsServiceRequest,
  response: {
    type: ExportLogsServiceResponse,
    rejectedKey: 'rejectedLogRecords',
  },
  take: (body, encoding, store) => {
    const { logs, rejected, message } = decodeLogs(body, encoding);
    const refused = store.addLogs(logs);
    const leftover = withRefused({ rejected, message }, refused, 'record(s)');
    return { ...leftover, items: logs.length, spans: [] };
  },
};

/** Traces, and the logs that are shown beside their spans. */
export const SIGNALS: readonly Signal[] = [TRACES, LOGS];

function withRefused(
  leftover: Leftover,
  refused: number,
  what: string,
): Leftover {
  const why = `${refused} ${what} refused: the store is full.`;
  return refused === 0 ? leftover : withMore(leftover, refused, why);
}

/** Those are for `/v1/traces`, where they are kept for good. */
function withEnded(leftover: Leftover, ended: number): Leftover {
  const why = `${ended} span(s) rejected: they have ended.`;
  return ended === 0 ? leftover : withMore(leftover, ended, why);
}

function withMore(
  { rejected, message }: Leftover,
  more: number,
  why: string,
): Leftover {
  return {
    rejected: rejected + more,
    message: [message, why].filter(Boolean).join(' '),
  };
}
