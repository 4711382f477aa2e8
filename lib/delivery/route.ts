/**
 * How a request gets to its destination: straight, relayed by a proxy, or
 * through a tunnel that a proxy opens. Pure, and plain data: it crosses threads.
 */
import type { Destination, TlsOptions } from './destination';
import { authorityOf, isAddress, type HttpServer } from './http-server';
import type { ProxyServer } from './proxy-server';

/** Whom to connect to, and what to ask for there. */
export interface Hop extends HttpServer {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsOptions;
}

export interface Route {
  /** Carries the spans. */
  readonly request: Hop;
  /** Asked for first, and then spoken through; `undefined`: there is none. */
  readonly tunnel: Hop | undefined;
  /** It is a proxy that reads the request and answers it. */
  readonly isRelayed: boolean;
}

/** The way to `destination`, by its proxy if it has one. */
export function routeTo(destination: Destination): Route {
  const { secure, proxy } = destination;
  if (proxy && !secure) {
    const request = relayed(destination, proxy);
    return { request, tunnel: undefined, isRelayed: true };
  }
  const tunnel = proxy && tunnelTo(destination, proxy);
  return { request: destination, tunnel, isRelayed: false };
}

/** The only host whose address has to be known here: a proxy knows the others. */
export function firstHostOf({ proxy, hostname }: Destination): string {
  return proxy?.hostname ?? hostname;
}

/** @see https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form */
function relayed(destination: Destination, proxy: ProxyServer): Hop {
  const authority = authorityOf(destination);
  return hopTo(proxy, {
    path: `http://${authority}${destination.path}`,
    headers: { host: authority, ...destination.headers, ...proxy.headers },
  });
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-connect */
function tunnelTo(destination: Destination, proxy: ProxyServer): Hop {
  const authority = authorityOf(destination);
  return hopTo(proxy, {
    path: authority,
    headers: { host: authority, connection: 'keep-alive', ...proxy.headers },
  });
}

/**
 * The proxy's own name is given, because Node would take it from the header
 * `host`. A proxy is trusted as Node trusts anybody, and never gets to see a
 * certificate that is for the backend.
 */
function hopTo(
  { secure, hostname, port }: ProxyServer,
  asked: Pick<Hop, 'path' | 'headers'>,
): Hop {
  const servername = isAddress(hostname) ? '' : hostname;
  return { secure, hostname, port, ...asked, tls: { servername } };
}
