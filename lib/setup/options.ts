/** The options of `init`, and what is wrong with a bad one. */
import type { Attributes } from '@opentelemetry/api';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { TlsOptions } from '../delivery/destination';
import { everspanError } from '../internal/errors';
import { isRecord } from '../internal/kind-of-value';
import { usableAttributes } from '../span/attribute-values';
import type { Continuation } from '../context/continuation';
import {
  type CaptureOption,
  captureProblem,
} from '../span/capture/capture-option';
import type { DialectName } from '../span/dialects/dialect';
import { DIALECT_NAMES } from '../span/dialects/translation';
import type { Hooks } from '../span/hooks';
import type { RedactOptions } from '../span/redaction/redact';
import {
  aFunction,
  type Check,
  checkEach,
  nonEmptyString,
  oneOf,
  plainObject,
  type Problem,
  problemAt,
  problemIn,
  tell,
  wholeNumber,
  withMethods,
} from './option-checks';
import {
  type Instrumentations,
  instrumentationsProblem,
} from './instrumentations';
import { redactProblem } from './redact-option';

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
   * it they travel by `inject`, `producer` and `suspend` only. Where somebody
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

const MAX_TIMEOUT_MS = 600_000;
const MIN_MEMORY_BYTES = 65_536;

const PROCESSOR_CHECKS: Readonly<Record<keyof ProcessorOptions, Check>> = {
  endpoint: httpUrl,
  headers,
  compression: oneOf(['gzip', 'none']),
  tls: (value) => checkEach(TLS_CHECKS, value),
  maxMemoryBytes: wholeNumber(MIN_MEMORY_BYTES, Number.MAX_SAFE_INTEGER),
  journal,
  exitTimeoutMs: wholeNumber(0, MAX_TIMEOUT_MS),
  redact: redactProblem,
};

const CHECKS: Readonly<Record<keyof InitOptions, Check>> = {
  serviceName: nonEmptyString,
  serviceVersion: nonEmptyString,
  resource,
  ...PROCESSOR_CHECKS,
  sampling: (value) => checkEach(SAMPLING_CHECKS, value),
  hooks: (value) => checkEach(HOOK_CHECKS, value),
  continuation: oneOf(['child', 'link', 'none']),
  propagateCorrelation: oneOf([true, false]),
  capture: captureProblem,
  dialects,
  instrumentations: instrumentationsProblem,
  processors,
  exporter: withMethods(['export', 'shutdown']),
};

const TLS_CHECKS: Readonly<Record<keyof TlsOptions, Check>> = {
  ca: certificates,
  cert: pem,
  key: pem,
  passphrase: nonEmptyString,
  servername: nonEmptyString,
  rejectUnauthorized: oneOf([true, false]),
};

const MIN_JOURNAL_BYTES = 1_048_576;

const JOURNAL_CHECKS: Readonly<Record<keyof JournalOptions, Check>> = {
  directory: nonEmptyString,
  maxBytes: wholeNumber(MIN_JOURNAL_BYTES, Number.MAX_SAFE_INTEGER),
  maxAgeMs: wholeNumber(0, Number.MAX_SAFE_INTEGER),
};

const HOOK_CHECKS: Readonly<Record<keyof Hooks, Check>> = {
  onStart: aFunction,
  onSuccess: aFunction,
  onFailure: aFunction,
};

const SAMPLING_CHECKS = {
  ratio: (value: unknown): string | undefined =>
    typeof value === 'number' && value >= 0 && value <= 1
      ? undefined
      : 'expected a number from 0 to 1',
  keepFailures: oneOf([true, false]),
};

/** @throws `ERR_EVERSPAN_INIT_OPTION` for the first bad or unknown option */
export function checkOptions(options: unknown): asserts options is InitOptions {
  check(CHECKS, options);
}

/** @throws `ERR_EVERSPAN_INIT_OPTION` for the first bad or unknown option */
export function checkProcessorOptions(
  options: unknown,
): asserts options is ProcessorOptions {
  check(PROCESSOR_CHECKS, options);
}

function check(
  checks: Readonly<Record<string, Check>>,
  options: unknown,
): void {
  const problem = checkEach(checks, options);
  if (problem === undefined) return;
  throw everspanError('ERR_EVERSPAN_INIT_OPTION', tell(problem, options));
}

/** What is wrong with an endpoint, or `undefined`. */
export function httpUrl(value: unknown): string | undefined {
  const isUsable =
    typeof value === 'string' &&
    URL.canParse(value) &&
    /^https?:$/.test(new URL(value).protocol);
  return isUsable
    ? undefined
    : 'expected an absolute http or https URL, such as http://localhost:4318';
}

function pem(value: unknown): string | undefined {
  return typeof value === 'string' || Buffer.isBuffer(value)
    ? undefined
    : 'expected PEM as a string or a Buffer';
}

function resource(value: unknown): Problem | string | undefined {
  if (!isRecord(value)) return plainObject(value);
  const bad: string[] = [];
  usableAttributes(value, (name) => bad.push(name));
  const [name] = bad;
  if (name === undefined) return undefined;
  return problemAt(name, ATTRIBUTE_VALUE, Reflect.get(value, name));
}

const ATTRIBUTE_VALUE =
  'expected a string, a number, a boolean, or a list of one of these';

function certificates(value: unknown): Problem | string | undefined {
  return Array.isArray(value) ? problemIn(value, pem) : pem(value);
}

function journal(value: unknown): Problem | string | undefined {
  if (typeof value === 'boolean') return undefined;
  if (!isRecord(value)) return 'expected true, false or an object';
  return checkEach(JOURNAL_CHECKS, value);
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-field-names */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether Node would send it: it throws on others, in the middle of a send. */
export function isSendableHeader(name: string, value: unknown): boolean {
  return (
    HEADER_NAME.test(name) &&
    typeof value === 'string' &&
    HEADER_VALUE.test(value)
  );
}

function headers(value: unknown): Problem | string | undefined {
  if (!isRecord(value)) return plainObject(value);
  for (const [name, text] of Object.entries(value)) {
    const problem = header(name, text);
    if (problem) return problemAt(name, problem, text);
  }
  return undefined;
}

function header(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'expected a string';
  if (isSendableHeader(name, value)) return undefined;
  return HEADER_NAME.test(name)
    ? 'expected characters that HTTP can carry in a header'
    : 'expected a name that HTTP can carry';
}

function dialects(value: unknown): Problem | string | undefined {
  if (!Array.isArray(value)) return 'expected an array of dialects';
  return problemIn(value, oneOf(DIALECT_NAMES));
}

function processors(value: unknown): Problem | string | undefined {
  if (!Array.isArray(value)) return 'expected an array of span processors';
  return problemIn(value, isProcessor);
}

const isProcessor = withMethods(['onStart', 'onEnd', 'forceFlush', 'shutdown']);
