/** A proxy that stands between us and the backend, as plain data. */
import { authorizationIn, httpServerAt, type HttpServer } from './http-server';

export interface ProxyServer extends HttpServer {
  /** Without userinfo: safe to print. */
  readonly printable: string;
  /** For the proxy alone. */
  readonly headers: Readonly<Record<string, string>>;
}

/** @throws if the URL is not an absolute http or https URL. */
export function proxyServerAt(text: string): ProxyServer {
  const url = new URL(text);
  const authorization = authorizationIn(url);
  return {
    ...httpServerAt(url),
    printable: url.origin,
    headers: authorization ? { 'proxy-authorization': authorization } : {},
  };
}
