/** Received spans for specs of what is done with them. */
import type { ReceivedSpan } from '../../../lib/viewer/store/received-span';

const START = 1_795_000_000_000_000_000n;
const MILLISECOND = 1_000_000n;

export type SpanFields = Partial<ReceivedSpan> & {
  /** Milliseconds after the first span's start. */
  readonly at?: number;
  readonly ms?: number;
};

export function receivedSpan(fields: SpanFields = {}): ReceivedSpan {
  const { at = 0, ms = 1, ...given } = fields;
  const start = START + BigInt(at) * MILLISECOND;
  return {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    parentSpanId: undefined,
    traceState: '',
    flags: 1,
    name: 'charge',
    kind: 1,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + BigInt(ms) * MILLISECOND),
    attributes: {},
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    status: { code: 0, message: '' },
    resource: { attributes: {} },
    scope: { name: '', version: '', attributes: {} },
    ...given,
  };
}

/** `failed(…)` is a span whose status says ERROR. */
export function failedSpan(fields: SpanFields = {}): ReceivedSpan {
  return receivedSpan({ status: { code: 2, message: '' }, ...fields });
}

export function exceptionEvent(
  type: string,
  message: string,
  stacktrace = '',
): ReceivedSpan['events'][number] {
  return {
    name: 'exception',
    timeUnixNano: String(START),
    attributes: {
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': stacktrace,
    },
    droppedAttributesCount: 0,
  };
}
