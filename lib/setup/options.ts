/** The options of `init`, and what is wrong with a bad one. */
import type { Attributes } from '@opentelemetry/api';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { TlsOptions } from '../delivery/destination';
import { everspanError, received } from '../internal/errors';
import type { Hooks } from '../span/hooks';

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
     * failed. Costs the recording of what is not sampled.
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
  /** Span processors that run before delivery. */
  readonly processors?: readonly SpanProcessor[];
  /**
   * Any exporter, instead of our own delivery. It is used through the SDK's
   * batch processor, and nothing is delivered at the end of the process.
   */
  readonly exporter?: SpanExporter;
}

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

/** What is wrong with a value, or `undefined` if it may be used. */
type Check = (value: unknown) => string | undefined;

const MAX_TIMEOUT_MS = 600_000;
const MIN_MEMORY_BYTES = 65_536;

const CHECKS: Readonly<Record<keyof InitOptions, Check>> = {
  serviceName: nonEmptyString,
  serviceVersion: nonEmptyString,
  resource: plainObject,
  endpoint: httpUrl,
  headers: headers,
  compression: oneOf(['gzip', 'none']),
  tls: tls,
  sampling: sampling,
  maxMemoryBytes: wholeNumber(MIN_MEMORY_BYTES, Number.MAX_SAFE_INTEGER),
  journal,
  exitTimeoutMs: wholeNumber(0, MAX_TIMEOUT_MS),
  hooks: (value) => checkEach(HOOK_CHECKS, value),
  processors: processors,
  exporter: withMethods(['export', 'shutdown']),
};

const TLS_CHECKS: Readonly<Record<keyof TlsOptions, Check>> = {
  ca: (value) => (Array.isArray(value) ? firstProblem(value, pem) : pem(value)),
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
  const wrongKind = plainObject(options);
  const problem = wrongKind
    ? `${wrongKind}, received ${received(options)}`
    : checkEach(CHECKS, options);
  if (problem) throw everspanError('ERR_EVERSPAN_INIT_OPTION', problem);
}

/** `undefined` counts as not given, so that options can be passed on. */
function checkEach(
  checks: Readonly<Record<string, Check>>,
  options: unknown,
): string | undefined {
  const wrongKind = plainObject(options);
  if (wrongKind) return wrongKind;
  for (const [name, value] of Object.entries(options as object)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) return unknownOption(name, Object.keys(checks));
    const problem = value === undefined ? undefined : check(value);
    if (problem) return `option "${name}": ${problem}${gotten(name, value)}`;
  }
  return undefined;
}

function unknownOption(name: string, known: readonly string[]): string {
  return `unknown option "${name}"; the options are ${known.join(', ')}`;
}

const SECRET = new Set(['headers', 'tls', 'cert', 'key', 'passphrase']);

/** Values that may be secret are not repeated. */
function gotten(name: string, value: unknown): string {
  const isNested = typeof value === 'object' && value !== null;
  const hasSecret = typeof value === 'string' && /[@?]/.test(value);
  const isSecret = SECRET.has(name) || isNested || hasSecret;
  return isSecret ? '' : `, received ${received(value)}`;
}

function nonEmptyString(value: unknown): string | undefined {
  const isText = typeof value === 'string' && value.trim() !== '';
  return isText ? undefined : 'expected a non-empty string';
}

function aFunction(value: unknown): string | undefined {
  return typeof value === 'function' ? undefined : 'expected a function';
}

/** Arrays, maps and `Headers` have nothing that `Object.entries` would see. */
function plainObject(value: unknown): string | undefined {
  const isObject =
    typeof value === 'object' && value !== null && !(Symbol.iterator in value);
  return isObject ? undefined : 'expected a plain object';
}

function oneOf(allowed: readonly unknown[]): Check {
  const list = allowed.map((each) => JSON.stringify(each)).join(' or ');
  return (value) => (allowed.includes(value) ? undefined : `expected ${list}`);
}

function wholeNumber(min: number, max: number): Check {
  return (value) =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max
      ? undefined
      : `expected a whole number from ${String(min)} to ${String(max)}`;
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

function tls(value: unknown): string | undefined {
  return checkEach(TLS_CHECKS, value);
}

function journal(value: unknown): string | undefined {
  if (typeof value === 'boolean') return undefined;
  if (plainObject(value)) return 'expected true, false or an object';
  return checkEach(JOURNAL_CHECKS, value);
}

function sampling(value: unknown): string | undefined {
  return checkEach(SAMPLING_CHECKS, value);
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

function headers(value: unknown): string | undefined {
  const wrongKind = plainObject(value);
  if (wrongKind) return wrongKind;
  for (const [name, text] of Object.entries(value as object)) {
    if (!isSendableHeader(name, text)) {
      return `header "${name}" has a name or a value that HTTP cannot carry`;
    }
  }
  return undefined;
}

function processors(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'expected an array of span processors';
  return firstProblem(value, isProcessor);
}

const isProcessor = withMethods(['onStart', 'onEnd', 'forceFlush', 'shutdown']);

function firstProblem(
  values: readonly unknown[],
  check: Check,
): string | undefined {
  for (const value of values) {
    const problem = check(value);
    if (problem) return problem;
  }
  return undefined;
}

function withMethods(methods: readonly string[]): Check {
  return (value) =>
    methods.every((method) => hasMethod(value, method))
      ? undefined
      : `expected an object with the methods ${methods.join(', ')}`;
}

function hasMethod(value: unknown, method: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, method) === 'function';
}
