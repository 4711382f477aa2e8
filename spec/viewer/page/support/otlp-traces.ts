/** Traces in OTLP/JSON for the page: a shop, its orders, and what went wrong. */
import { createHash } from 'node:crypto';

export interface SpanDraft {
  /** Its ids are made of its trace's name and its own. */
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  readonly kind?: number;
  /** Milliseconds after the start of the trace. */
  readonly at?: number;
  readonly ms?: number;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly events?: readonly object[];
  /** `trace span` of others. */
  readonly links?: readonly string[];
  /** Sent while it is still open. */
  readonly isRunning?: true;
  /** Present: failed. */
  readonly error?: string;
}

export interface TraceDraft {
  readonly id: string;
  readonly service: string;
  /** Milliseconds before now. */
  readonly ago?: number;
  readonly spans: readonly SpanDraft[];
}

export function traceIdOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

export function spanIdOf(trace: string, span: string): string {
  return createHash('sha256')
    .update(`${trace} ${span}`)
    .digest('hex')
    .slice(0, 16);
}

/** The body of `POST /v1/traces`. */
export function requestOf(...traces: readonly TraceDraft[]): object {
  const nowMs = Date.now();
  return {
    resourceSpans: traces.map((trace) => ({
      resource: {
        attributes: attributesOf({
          'service.name': trace.service,
          'process.pid': 4711,
          'host.name': 'laptop',
        }),
      },
      scopeSpans: [
        {
          scope: { name: 'everspan', version: '0.1.0' },
          spans: trace.spans.map((span) => spanOf(trace, span, nowMs)),
        },
      ],
    })),
  };
}

const NANOSECONDS = 1_000_000n;

function spanOf(trace: TraceDraft, span: SpanDraft, nowMs: number): object {
  const { at = 0, ms = 1, links = [], events = [], error } = span;
  const start =
    BigInt(nowMs - (trace.ago ?? 0)) * NANOSECONDS + nanoseconds(at);
  return {
    traceId: traceIdOf(trace.id),
    spanId: spanIdOf(trace.id, span.id),
    ...(span.parent === undefined
      ? {}
      : { parentSpanId: spanIdOf(trace.id, span.parent) }),
    name: span.name,
    kind: span.kind ?? 1,
    startTimeUnixNano: String(start),
    endTimeUnixNano: span.isRunning ? '0' : String(start + nanoseconds(ms)),
    attributes: attributesOf({ ...inherited(trace), ...span.attributes }),
    events: events.map((event) => ({
      timeUnixNano: String(start + nanoseconds(ms / 2)),
      ...event,
    })),
    links: links.map((link) => linkOf(link.split(' '))),
    status: error === undefined ? {} : { code: 2, message: error },
  };
}

/** What everspan puts on every span of a workflow. */
function inherited({ spans }: TraceDraft): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(spans[0]?.attributes ?? {}).filter(([key]) =>
      /^everspan\.(workflow\.name|correlation\.id)$/.test(key),
    ),
  );
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1e6));
}

function linkOf([trace = '', span = '']: readonly string[]): object {
  return {
    traceId: traceIdOf(trace),
    spanId: spanIdOf(trace, span),
    attributes: attributesOf({ 'everspan.link': 'resumes' }),
  };
}

function attributesOf(values: Readonly<Record<string, unknown>>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: anyValue(value),
  }));
}

function anyValue(value: unknown): object {
  if (typeof value === 'number') return { doubleValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value))
    return { arrayValue: { values: value.map(anyValue) } };
  return { stringValue: String(value) };
}

export function exception(
  type: string,
  message: string,
  stack: readonly string[] = [],
): object {
  return {
    name: 'exception',
    attributes: attributesOf({
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': [`${type}: ${message}`, ...stack].join('\n'),
    }),
  };
}
