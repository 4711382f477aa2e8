/** The options of `init` and of `processor`. */
import type { Attributes } from '@opentelemetry/api';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Continuation } from '../context/continuation';
import type { TlsOptions } from '../delivery/destination';
import type { CaptureOption } from '../span/capture/capture-option';
import type { DialectName } from '../span/dialects/dialect';
import type { Hooks } from '../span/hooks';
import type { RedactOptions } from '../span/redaction/redact';
import type { Instrumentations } from './instrumentations';

export type { TlsOptions };

/**
 * What `init` can be told. Everything has a default, and every standard
 * `OTEL_*` variable for traces is honoured; an option wins over a variable.
 */
export interface InitOptions {
  /**
   * `service.name` of the resource.
   * @defaultValue `OTEL_SERVICE_NAME`, else `unknown_service:` and how node was called
   */
  readonly serviceName?: string;
  /** `service.version` of the resource. */
  readonly serviceVersion?: string;
  /** Further resource attributes; they win over `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly resource?: Attributes;
  /**
   * Base URL of the backend; `/v1/traces` is appended.
   * @defaultValue `OTEL_EXPORTER_OTLP_ENDPOINT`, else `http://localhost:4318`
   */
  readonly endpoint?: string;
  /**
   * Headers of every request, such as an API key.
   * @defaultValue `OTEL_EXPORTER_OTLP_HEADERS`
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** @defaultValue `OTEL_EXPORTER_OTLP_COMPRESSION`, else `none` */
  readonly compression?: 'gzip' | 'none';
  /**
   * Certificates, as PEM.
   * @defaultValue the files named by `OTEL_EXPORTER_OTLP_CERTIFICATE`,
   * `..._CLIENT_CERTIFICATE` and `..._CLIENT_KEY`
   */
  readonly tls?: TlsOptions;
  /** Which traces are sent. */
  readonly sampling?: {
    /**
     * Share of the traces begun here, from 0 to 1, by trace id; a parent's
     * decision is respected.
     * @defaultValue `OTEL_TRACES_SAMPLER`, else 1
     */
    readonly ratio?: number;
    /**
     * Sends this process's part of an unsampled trace all the same when it
     * failed: its local root, or an annotated span of it. Costs the recording
     * of what is not sampled, and at most 16 MB in which it waits. Has no effect
     * where `OTEL_TRACES_SAMPLER` is `always_off` or `parentbased_always_off`,
     * with `exporter`, or where a tracer provider was there before.
     * @defaultValue `true`
     */
    readonly keepFailures?: boolean;
  };
  /**
   * Bytes of spans that may wait in memory; above it the oldest successful
   * ones are dropped, and counted.
   * @defaultValue 33 554 432 (32 MB)
   */
  readonly maxMemoryBytes?: number;
  /**
   * Whether spans are written to a journal on disk, which survives every death
   * of the process and is sent by the next start; or where, and how much of it.
   * @defaultValue `EVERSPAN_JOURNAL`, else `true`
   */
  readonly journal?: boolean | JournalOptions;
  /**
   * Milliseconds that the end of the process may wait for the backend.
   * @defaultValue `EVERSPAN_EXIT_TIMEOUT_MS`, else 1000
   */
  readonly exitTimeoutMs?: number;
  /** Functions that are called around every annotated call. @see Hooks */
  readonly hooks?: Hooks;
  /**
   * What calls do with a context that comes from another process, where their
   * annotation does not say: go on in the same trace, begin a trace that is
   * linked to it, or one that is not.
   * @defaultValue what the sender asks for, else `child`
   */
  readonly continuation?: Continuation;
  /**
   * Whether correlation ids travel in OpenTelemetry's baggage, and so with every
   * outgoing call of every instrumentation, **to third parties too**. Without
   * it they travel by `inject` and `suspend` only. Where somebody
   * else registered the propagators, theirs stay and this does nothing.
   * @defaultValue `false`
   */
  readonly propagateCorrelation?: boolean;
  /**
   * What is hidden beside secrets, which always are.
   * @see RedactOptions
   */
  readonly redact?: RedactOptions;
  /**
   * What annotated calls record of their arguments and results; an annotation's
   * own option wins.
   * @defaultValue `EVERSPAN_CAPTURE`, else `false`
   */
  readonly capture?: CaptureOption;
  /**
   * Instrumentations of other libraries, begun here and disabled by `shutdown`.
   * One that throws is told of, and left out. They must be made before what they
   * instrument is loaded.
   */
  readonly instrumentations?: Instrumentations;
  /**
   * Further attributes of annotated spans, for backends that are built for the
   * names of others: beside ours, and nothing of ours is left out.
   * @defaultValue none
   */
  readonly dialects?: readonly DialectName[];
  /** Span processors that run before delivery. */
  readonly processors?: readonly SpanProcessor[];
  /**
   * Any exporter, instead of our own delivery. It is used through the SDK's
   * batch processor, and nothing is delivered at the end of the process.
   */
  readonly exporter?: SpanExporter;
}

/** What of it concerns delivery. @see processor */
export type ProcessorOptions = Pick<
  InitOptions,
  | 'endpoint'
  | 'headers'
  | 'compression'
  | 'tls'
  | 'maxMemoryBytes'
  | 'journal'
  | 'exitTimeoutMs'
  | 'redact'
>;

/** Where the journal lies and how much of it. */
export interface JournalOptions {
  /**
   * A folder that belongs to this user and is closed to others; made if need be.
   * @defaultValue `EVERSPAN_JOURNAL_DIR`, else the user’s state folder
   */
  readonly directory?: string;
  /**
   * Bytes on disk; above it the oldest successful spans go first.
   * @defaultValue 67 108 864 (64 MB)
   */
  readonly maxBytes?: number;
  /**
   * Milliseconds after which a dead process’s spans are given up.
   * @defaultValue 172 800 000 (2 days)
   */
  readonly maxAgeMs?: number;
}
