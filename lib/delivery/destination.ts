/**
 * Where spans go, as plain data, so that it can be handed to a worker thread.
 */
import {
  RUNNING_PATH,
  TAKES_RUNNING,
  TRACES_PATH,
} from '../internal/running-spans';
import {
  authorizationIn,
  httpServerAt,
  isAddress,
  isLoopback,
  type HttpServer,
} from './http-server';
import type { ProxyServer } from './proxy-server';

/** PEM text or bytes, as Node's `tls` takes them. */
export type Pem = string | Buffer;

/** What is needed to trust the backend and to be trusted by it. */
export interface TlsOptions {
  /** Certificate authorities to trust instead of the well-known ones. */
  readonly ca?: Pem | Pem[];
  /** Client certificate chain. */
  readonly cert?: Pem;
  /** The client certificate's private key. */
  readonly key?: Pem;
  /** Passphrase of `key`. */
  readonly passphrase?: string;
  /** The name the backend's certificate is for, if not the endpoint's host. */
  readonly servername?: string;
  /** `false` accepts any certificate; for experiments only. */
  readonly rejectUnauthorized?: boolean;
}

export interface Destination extends HttpServer {
  /** Without userinfo and query: safe to print. */
  readonly printable: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly gzip: boolean;
  readonly tls: TlsOptions;
  /** Milliseconds that one request may take during life. */
  readonly timeoutMs: number;
  /** Stands in between. */
  readonly proxy?: ProxyServer | undefined;
}

/** One resolved address of the destination's host. */
export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface DestinationSettings {
  /** The full URL of the traces endpoint, `/v1/traces` included. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly gzip: boolean;
  readonly tls: TlsOptions;
  readonly timeoutMs: number;
  readonly proxy?: ProxyServer | undefined;
}

/** @throws if the URL is not an absolute http or https URL. */
export function destinationOf(settings: DestinationSettings): Destination {
  const { gzip, tls, timeoutMs, proxy } = settings;
  const url = new URL(settings.url);
  return {
    ...httpServerAt(url),
    printable: `${url.protocol}//${url.host}${url.pathname}`,
    path: `${url.pathname}${url.search}`,
    headers: headersFor(url, settings),
    ...{ gzip, tls, timeoutMs },
    ...(proxy && { proxy }),
  };
}

/**
 * Where a backend that is an everspan view takes spans that run; `undefined`
 * where the address is not one of a view, and where an echo of our headers
 * could be taken for its wish. Not compressed: the threads that do it keep the
 * program alive.
 */
export function runningDestinationOf(
  destination: Destination,
): Destination | undefined {
  const { path } = destination;
  const isEchoed = TAKES_RUNNING.name in destination.headers;
  if (isEchoed || !path.endsWith(TRACES_PATH)) return undefined;
  const headers = Object.entries(destination.headers).filter(
    ([name]) => name !== 'content-encoding',
  );
  return {
    ...destination,
    path: path.slice(0, -TRACES_PATH.length) + RUNNING_PATH,
    headers: Object.fromEntries(headers),
    gzip: false,
  };
}

/** Where a view listens that is not told another port. */
const VIEW_PORT = 4318;

/**
 * Whether an everspan view is likely there, so that it may be asked: on this
 * machine, at the usual port or at that of `view`, which is a URL.
 */
export function mayBeView(
  { hostname, port, secure, proxy }: Destination,
  view: string | undefined,
): boolean {
  if (secure || proxy || !isLoopback(hostname)) return false;
  return port === VIEW_PORT || port === portIn(view);
}

function portIn(url: string | undefined): number | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return Number(new URL(url).port);
}

/** What the body is, and how long, is for the couriers to say. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'content-type',
  'content-encoding',
  'content-length',
  'transfer-encoding',
]);

function headersFor(
  url: URL,
  settings: DestinationSettings,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.headers)) {
    const key = name.toLowerCase();
    if (!OWN_HEADERS.has(key)) headers[key] = value;
  }
  const authorization = authorizationIn(url);
  if (authorization) headers['authorization'] ??= authorization;
  headers['content-type'] = 'application/x-protobuf';
  if (settings.gzip) headers['content-encoding'] = 'gzip';
  return headers;
}

/**
 * Addresses that need nobody to look them up: a literal, and `localhost`. The
 * rest is resolved during life, for at the end of a process the thread pool
 * that answers DNS may be busy.
 */
export function knownAddresses(hostname: string): readonly Address[] {
  if (hostname === 'localhost') {
    return [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ];
  }
  if (!isAddress(hostname)) return [];
  return [{ address: hostname, family: hostname.includes(':') ? 6 : 4 }];
}
