/**
 * What an answer of the backend means for the spans that were sent.
 *
 * Pure. Both couriers ask here, so that a span has the same fate whether it
 * left during life or at the last moment.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp-response
 */
import { otlp } from './otlp';

/** What came back, or did not, for one request. Plain data: it crosses threads. */
export type Answer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly contentType: string;
      readonly retryAfter: string;
      readonly body: Uint8Array;
      /** The backend's clock, as an HTTP date; at exit nobody asks. */
      readonly date?: string | undefined;
      /** Spans that run are wanted too; at exit none does. */
      readonly takesRunning?: true;
    }
  | {
      readonly kind: 'failure';
      /** Of Node; or `HTTP` and a status, of a proxy that opens no tunnel. */
      readonly code: string;
      readonly message: string;
      /** Whose failure it is; without it nobody knows, or the backend's. */
      readonly by?: 'proxy' | undefined;
    }
  | { readonly kind: 'timeout' };

export type Verdict =
  /** The backend has the spans, save `refused` of them. */
  | { readonly kind: 'taken'; readonly refused: number; readonly why: string }
  /** Something in the body is unacceptable: find the span and drop only it. */
  | { readonly kind: 'bisect'; readonly why: string }
  /** The address, the keys or the certificate are wrong: keep all, back off. */
  | { readonly kind: 'destination'; readonly why: string }
  /** A passing trouble: keep all, try again, not before `afterMs` if given. */
  | {
      readonly kind: 'retry';
      readonly why: string;
      readonly afterMs: number | undefined;
    };

/** The body itself is what these statuses complain about. */
const BODY_REFUSED: ReadonlySet<number> = new Set([400, 413]);
/** Passing by the specification (429, 502-504) or by experience (408). */
const PASSING: ReadonlySet<number> = new Set([408, 429]);
const MS_PER_SECOND = 1000;
/** A certificate or handshake problem stays until somebody mends it. */
const TLS_FAILURE =
  /CERT|TLS|SSL|EPROTO|UNABLE_TO_|CRL_|INVALID_|PATH_LENGTH|HOSTNAME_MISMATCH/;
/** Of Node's HTTP parser: what answers is no HTTP, but may be so again. */
const HTTP_FAILURE = 'HPE_';

/** Judges one answer; `nowMs` is the wall clock, for `Retry-After` dates. */
export function verdictOf(answer: Answer, nowMs: number): Verdict {
  switch (answer.kind) {
    case 'timeout':
      return { kind: 'retry', why: 'timeout', afterMs: undefined };
    case 'failure':
      return verdictOfFailure(answer);
    case 'response':
      return verdictOfStatus(answer, nowMs);
  }
}

function verdictOfFailure({ code, by }: Failure): Verdict {
  const why = by === 'proxy' ? `proxy: ${code}` : code;
  const isTls = TLS_FAILURE.test(code) && !code.startsWith(HTTP_FAILURE);
  if (isTls || isRefusalOfTunnel(code)) return { kind: 'destination', why };
  return { kind: 'retry', why, afterMs: undefined };
}

/** A proxy may be in trouble, as a backend may; else it does not want us. */
function isRefusalOfTunnel(code: string): boolean {
  const [, status] = /^HTTP (\d+)$/.exec(code) ?? [];
  return status !== undefined && !isPassing(Number(status));
}

type Failure = Extract<Answer, { kind: 'failure' }>;
type Response = Extract<Answer, { kind: 'response' }>;

function verdictOfStatus(response: Response, nowMs: number): Verdict {
  const { status } = response;
  const why = `HTTP ${String(status)}`;
  if (status >= 200 && status < 300) return taken(response);
  if (BODY_REFUSED.has(status)) return { kind: 'bisect', why };
  if (isPassing(status)) {
    return { kind: 'retry', why, afterMs: delayOf(response.retryAfter, nowMs) };
  }
  // 401, 403, 404, 405, redirects (never followed: a redirect would carry the
  // keys to a host nobody configured) and everything unheard of.
  return { kind: 'destination', why };
}

function isPassing(status: number): boolean {
  return status >= 500 || PASSING.has(status);
}

function taken(response: Response): Verdict {
  const partial = partialSuccessOf(response);
  const message = partial?.errorMessage;
  return {
    kind: 'taken',
    refused: countOf(partial?.rejectedSpans),
    why: typeof message === 'string' ? message : '',
  };
}

/** A backend's word: in JSON it may be anything, a count in quotes for one. */
interface PartialSuccess {
  readonly rejectedSpans?: unknown;
  readonly errorMessage?: unknown;
}

function countOf(rejectedSpans: unknown): number {
  const count = Number(rejectedSpans ?? 0);
  return Number.isSafeInteger(count) ? Math.max(0, count) : 0;
}

function partialSuccessOf(response: Response): PartialSuccess | undefined {
  if (response.body.length === 0) return undefined;
  const { JsonTraceSerializer, ProtobufTraceSerializer } = otlp();
  const serializer = response.contentType.includes('json')
    ? JsonTraceSerializer
    : ProtobufTraceSerializer;
  try {
    return serializer.deserializeResponse(response.body).partialSuccess;
  } catch {
    // A 2xx says that the spans were taken; a garbled body takes nothing back.
    return undefined;
  }
}

/** `Retry-After` as milliseconds from now: seconds or an HTTP date. */
function delayOf(retryAfter: string, nowMs: number): number | undefined {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * MS_PER_SECOND;
  // `Date.parse` finds a date in almost anything, but hardly a time of day.
  if (!retryAfter.includes(':')) return undefined;
  const delay = Date.parse(retryAfter) - nowMs;
  return Number.isNaN(delay) ? undefined : Math.max(0, delay);
}
