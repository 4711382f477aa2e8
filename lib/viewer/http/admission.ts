/**
 * Who may read traces, and who may send them. Pure.
 *
 * Any page that a browser shows can make requests to loopback. It cannot read
 * the answers, unless its own name resolves to loopback (DNS rebinding), which
 * the `Host` header gives away; and it cannot hide that it is another site,
 * which `Origin` and `Sec-Fetch-Site` give away. Programs send none of these.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Which names and sites are let in besides the usual ones. */
export interface Admission {
  /** The host that is listened on, as it was given. */
  readonly host: string;
  /** Origins whose pages may send spans: `https://shop.test`. */
  readonly cors: readonly string[];
}

/** Reading, and what changes what the viewer shows: the viewer's own page. */
export function mayRead(
  headers: IncomingHttpHeaders,
  { host }: Admission,
): boolean {
  return isOurName(headers.host, host) && !isForeign(headers);
}

/** The page itself may be opened by a link on any site. */
export function mayOpen(
  headers: IncomingHttpHeaders,
  { host }: Admission,
): boolean {
  return isOurName(headers.host, host);
}

/** Sending: programs, by whatever name they reach us, and our own page. */
export function maySend(
  headers: IncomingHttpHeaders,
  admission: Admission,
): boolean {
  if (corsOrigin(headers, admission) !== undefined) return true;
  return isBrowser(headers) ? mayRead(headers, admission) : true;
}

/** The origin of the request, where it is one of those that are let in. */
export function corsOrigin(
  { origin }: IncomingHttpHeaders,
  { cors }: Admission,
): string | undefined {
  return origin !== undefined && cors.includes(origin) ? origin : undefined;
}

function isBrowser(headers: IncomingHttpHeaders): boolean {
  return (
    headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
  );
}

/** Newer browsers say it outright, older ones by the origin. */
function isForeign(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site !== 'same-origin' && site !== 'none') return true;
  return (
    headers.origin !== undefined && hostOf(headers.origin) !== headers.host
  );
}

/** Behind a proxy with TLS the scheme is another, the host is the same. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/**
 * A name that nobody else can make resolve to this machine: an address is no
 * name at all, and `localhost` belongs to every machine itself. The port does
 * not matter, it may be forwarded.
 */
function isOurName(header: string | undefined, host: string): boolean {
  if (header === undefined || !URL.canParse(`http://${header}`)) return false;
  const { hostname } = new URL(`http://${header}`);
  return (
    isIP(hostname.replace(/^\[|\]$/g, '')) > 0 ||
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === host.toLowerCase()
  );
}
