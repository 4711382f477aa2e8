/** Spans as the viewer's server tells them, for what the page makes of them. */
import type { SpanJson } from '../../../../lib/viewer/api-types';

const START = 1_795_000_000_000_000_000n;

export type Draft = Partial<SpanJson> & {
  /** Nanoseconds after the first span's start. */
  readonly at?: number;
  readonly ns?: number;
};

export function span(spanId: string, draft: Draft = {}): SpanJson {
  const { at = 0, ns = 10, ...given } = draft;
  return {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId,
    name: spanId,
    kind: 1,
    startNs: String(START + BigInt(at)),
    endNs: String(START + BigInt(at + ns)),
    status: { code: 0 },
    attributes: {},
    events: [],
    links: [],
    resource: {},
    scope: { name: '' },
    ...given,
  };
}

export function below(
  parentSpanId: string,
  id: string,
  draft: Draft = {},
): SpanJson {
  return span(id, { parentSpanId, ...draft });
}

export const FAILED = { status: { code: 2 } } as const;
