/** Options, variables and defaults together: what delivery is to do. */
import { destinationOf, type Destination } from '../delivery/destination';
import type { DiskOptions } from '../delivery/disk';
import { httpServerAt } from '../delivery/http-server';
import type { ProxyServer } from '../delivery/proxy-server';
import { variable } from '../internal/env';
import { late } from '../internal/late';
import { VERSION } from '../internal/version';
import {
  checkProtocolVariable,
  endpointVariable,
  headersVariable,
  isGzipVariable,
  isJournalVariable,
  numberVariable,
  timeoutVariable,
  tracesUrl,
} from './environment';
import type { InitOptions } from './options';
import type * as ProxyVariables from './proxy-variables';
import { tlsFor } from './tls';

const DEFAULT_URL = 'http://localhost:4318/v1/traces';
/** @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_EXIT_TIMEOUT_MS = 1_000;
const DEFAULT_MAX_MEMORY_BYTES = 33_554_432;
const DEFAULT_JOURNAL_BYTES = 67_108_864;
const DEFAULT_JOURNAL_AGE_MS = 172_800_000;

/** Milliseconds that the end of the process may wait for the backend. */
export function exitTimeoutMsFor(options: InitOptions): number {
  return (
    options.exitTimeoutMs ??
    numberVariable('EVERSPAN_EXIT_TIMEOUT_MS') ??
    DEFAULT_EXIT_TIMEOUT_MS
  );
}

/** Bytes of spans that may wait in memory. */
export function maxMemoryBytesFor(options: InitOptions): number {
  return options.maxMemoryBytes ?? DEFAULT_MAX_MEMORY_BYTES;
}

/**
 * Where spans are written down, or `undefined` for nowhere.
 *
 * @param service whose spans they are
 */
export function journalFor(
  options: InitOptions,
  service: string,
): DiskOptions | undefined {
  const { journal } = options;
  if (!(journal ?? isJournalVariable())) return undefined;
  const given = typeof journal === 'object' ? journal : {};
  return {
    service,
    directory: given.directory ?? variable('EVERSPAN_JOURNAL_DIR'),
    ...journalBoundsFor(given),
  };
}

/** How much of the disk may be used, and for how long. */
export function journalBoundsFor(given: {
  readonly maxBytes?: number;
  readonly maxAgeMs?: number;
}): Pick<DiskOptions, 'maxBytes' | 'maxAgeMs'> {
  return {
    maxBytes: given.maxBytes ?? DEFAULT_JOURNAL_BYTES,
    maxAgeMs: given.maxAgeMs ?? DEFAULT_JOURNAL_AGE_MS,
  };
}

/**
 * Where spans go, and how.
 *
 * @throws `ERR_EVERSPAN_INIT_OPTION` for certificates that cannot be used
 */
export function destinationFor(options: InitOptions): Destination {
  checkProtocolVariable();
  const url = urlFor(options);
  return destinationOf({
    url,
    proxy: proxyTo(url),
    headers: {
      'user-agent': `everspan/${VERSION} (OTLP exporter; Node.js)`,
      ...headersVariable(),
      ...options.headers,
    },
    gzip: isGzip(options),
    tls: tlsFor(options),
    timeoutMs: timeoutVariable(DEFAULT_TIMEOUT_MS),
  });
}

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

/** Few set one: what reads them is loaded then. */
const proxyVariables = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./proxy-variables') as typeof ProxyVariables,
);

function proxyTo(url: string): ProxyServer | undefined {
  const names = PROXY_VARIABLES.flatMap((name) => [name, name.toLowerCase()]);
  if (names.every((name) => variable(name) === undefined)) return undefined;
  return proxyVariables().proxyFor(httpServerAt(new URL(url)));
}

function urlFor({ endpoint }: InitOptions): string {
  if (endpoint !== undefined) return tracesUrl(endpoint, 'option "endpoint"');
  return endpointVariable() ?? DEFAULT_URL;
}

function isGzip({ compression }: InitOptions): boolean {
  return compression === undefined ? isGzipVariable() : compression === 'gzip';
}
