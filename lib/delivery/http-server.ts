/** The server that a URL names: a backend or a proxy. Pure. */

export interface HttpServer {
  readonly secure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
}

const DEFAULT_PORTS = { 'http:': 80, 'https:': 443 } as const;

/** @throws if the URL is no http or https URL. */
export function httpServerAt(url: URL): HttpServer {
  if (!isHttp(url.protocol)) {
    throw new TypeError(`not http(s): ${url.protocol}`);
  }
  return {
    secure: url.protocol === 'https:',
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port),
  };
}

function isHttp(protocol: string): protocol is keyof typeof DEFAULT_PORTS {
  return protocol === 'http:' || protocol === 'https:';
}

/** The value of an authorization header; `undefined` without a user. */
export function authorizationIn({
  username,
  password,
}: URL): string | undefined {
  if (username === '') return undefined;
  const pair = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that begins no code stands for itself.
    return text;
  }
}

/** `host:port`, as it stands in a request. */
export function authorityOf({ hostname, port }: HttpServer): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return `${host}:${String(port)}`;
}

/** Whether it is an address that nobody needs to look up. */
export function isAddress(hostname: string): boolean {
  return hostname.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Whether it leads nowhere but to this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(hostname);
}
