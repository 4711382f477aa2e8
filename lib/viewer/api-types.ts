/**
 * What the server of `everspan view` and its page say to each other, as JSON.
 *
 * Types only: the page is bundled for a browser and takes no code from here.
 * Times and durations are nanoseconds in decimal strings, since the epoch
 * where they are times: a number cannot hold them.
 */

/** A value of an attribute, as far as JSON can say it. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** Keys and values as they arrived. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** `failed` and `ok` are told by the top spans alone: a retry may have helped. */
export type RunStatus = 'failed' | 'ok' | 'running';

/** Why a run failed, cut to what a row of a list has room for. */
export interface RunFailure {
  /** Absent where the sender gave none. */
  readonly type?: string;
  /** Its first line; empty where there is only a type. */
  readonly message: string;
}

/** One trace in one line. */
export interface RunSummary {
  readonly traceId: string;
  /** Of the root span, or of the earliest one there is. */
  readonly name: string;
  readonly workflow?: string;
  /** Of the span that gives the name. */
  readonly service: string;
  readonly services: readonly string[];
  readonly status: RunStatus;
  /** Of a failed run, where a span of it tells anything. */
  readonly failure?: RunFailure;
  /** Of a running one: nothing that runs in it is heard of any more. */
  readonly isSilent?: true;
  /** Why a span of it was ended for its owner. */
  readonly interrupted?: string;
  readonly startNs: string;
  readonly durationNs: string;
  readonly spans: number;
  /** Failed spans, those that somebody handled included. */
  readonly errors: number;
  readonly correlationIds: readonly string[];
  /** Spans that others name as their parent, and that are not there. */
  readonly missingParents: number;
  readonly rootSpanId?: string;
}

/** Names one span. */
export interface SpanRef {
  readonly traceId: string;
  readonly spanId: string;
}

/** What the viewer knows of a span that another one names. */
export interface SpanTitle {
  readonly name: string;
  readonly service: string;
}

export interface EventJson {
  readonly timeNs: string;
  readonly name: string;
  readonly attributes: JsonObject;
}

export interface LinkJson extends SpanRef {
  readonly attributes: JsonObject;
  /** Absent while the span that is linked to has not arrived. */
  readonly target?: SpanTitle;
}

export interface SpanStatusJson {
  /** 0 unset, 1 ok, 2 error. */
  readonly code: number;
  readonly message?: string;
}

/** How much the sender left out of a span. */
export interface DroppedJson {
  readonly attributes: number;
  readonly events: number;
  readonly links: number;
}

export interface SpanJson extends SpanRef {
  readonly parentSpanId?: string;
  readonly name: string;
  /** 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly startNs: string;
  /** Of a span that still runs, its start. */
  readonly endNs: string;
  readonly isRunning?: true;
  /** Of one that was running: its sender is gone, and no end has come. */
  readonly isSilent?: true;
  readonly status: SpanStatusJson;
  readonly attributes: JsonObject;
  readonly events: readonly EventJson[];
  readonly links: readonly LinkJson[];
  readonly resource: JsonObject;
  readonly scope: { readonly name: string; readonly version?: string };
  readonly dropped?: DroppedJson;
}

/** A span elsewhere, or in the same trace, that links to one of this trace. */
export interface Backlink {
  readonly toSpanId: string;
  readonly from: SpanRef & SpanTitle;
}

export interface LogJson {
  readonly timeNs: string;
  /** `ERROR`, `INFO` …; empty where the sender gave none. */
  readonly severity: string;
  readonly body: JsonValue;
  readonly attributes: JsonObject;
  readonly spanId?: string;
  readonly traceId?: string;
}

/** `GET /api/runs`: the newest start first. */
export interface RunsAnswer {
  readonly runs: readonly RunSummary[];
}

/** `GET /api/traces/:traceId` */
export interface TraceAnswer {
  readonly run: RunSummary;
  /** In order of arrival. */
  readonly spans: readonly SpanJson[];
  readonly backlinks: readonly Backlink[];
  readonly logs: readonly LogJson[];
}

export interface SearchHit extends SpanRef, SpanTitle {
  /** What held the text: `name`, `trace id`, `attribute order.id` … */
  readonly where: string;
  /** Of the span. */
  readonly status: RunStatus;
}

/** `GET /api/search?q=TEXT` */
export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** There are more than are listed. */
  readonly isCut: boolean;
}

export interface StoryLink {
  readonly from: SpanRef;
  readonly to: SpanRef;
}

export interface StoryTrace {
  readonly run: RunSummary;
  readonly spans: readonly SpanJson[];
}

/** `GET /api/stories/:correlationId`: the earliest start first. */
export interface StoryAnswer {
  readonly correlationId: string;
  readonly traces: readonly StoryTrace[];
  /** Between spans of these traces. */
  readonly links: readonly StoryLink[];
}

export interface GraphNode {
  readonly name: string;
  /** `workflow`, `task` … as everspan marks it, else the kind of the span. */
  readonly kind: string;
  readonly count: number;
  readonly failures: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface GraphEdge {
  /** Names of nodes. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** `GET /api/graph?workflow=NAME` */
export interface GraphAnswer {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The body of every answer that is not 200. */
export interface ErrorAnswer {
  readonly error: string;
}
