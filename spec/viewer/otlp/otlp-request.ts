/** Requests in OTLP/JSON, as another implementation would write them. */

export const TRACE_ID = '5b8efff798038103d269b633813fc60c';
export const SPAN_ID = 'eee19b7ec3c1b174';

/** A span with ids, times and a name, and whatever else is given. */
export function spanOf(fields: object = {}): object {
  return {
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    name: 'charge',
    startTimeUnixNano: '1795000000000000000',
    endTimeUnixNano: '1795000000250000000',
    ...fields,
  };
}

export function requestOf(...spans: readonly object[]): object {
  return { resourceSpans: [{ scopeSpans: [{ spans }] }] };
}

export function bytesOf(request: unknown): Buffer {
  return Buffer.from(JSON.stringify(request));
}

export function logRequestOf(...logRecords: readonly object[]): object {
  return { resourceLogs: [{ scopeLogs: [{ logRecords }] }] };
}
