/**
 * Which servers are asked without a proxy: those of `NO_PROXY`, by the rules
 * of curl, and this machine itself. Pure.
 *
 * @see https://curl.se/docs/manpage.html#--noproxy
 */
import { BlockList, isIP } from 'node:net';
import { isAddress, type HttpServer } from '../delivery/http-server';

const LOOPBACK = ['127.0.0.0/8', '::1'];

/** A proxy elsewhere would look for it on its own machine. */
export function isLoopback({ hostname }: HttpServer): boolean {
  return isAddress(hostname)
    ? LOOPBACK.some((block) => isIn(block, hostname))
    : isBelow('localhost', hostname);
}

/** Whether an entry of the list is about the server. */
export function isExempt(server: HttpServer, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => isAbout(entry, server));
}

/** An IPv6 address has colons of its own: a port stands behind brackets only. */
const HOST_AND_PORT = /^(\[[^\]]*\]|[^:]*|[^[]*:.*:.*)(?::(\d+))?$/;

function isAbout(entry: string, { hostname, port }: HttpServer): boolean {
  if (entry === '*') return true;
  const [, host = '', ownPort] = HOST_AND_PORT.exec(entry) ?? [];
  if (ownPort !== undefined && Number(ownPort) !== port) return false;
  return isAddress(hostname)
    ? isIn(host.replace(/^\[|\]$/g, ''), hostname)
    : isBelow(host, hostname);
}

/** The domain itself, or a name in it. */
function isBelow(entry: string, hostname: string): boolean {
  const domain = entry.replace(/^\*?\./, '').replace(/\.$/, '');
  const name = hostname.replace(/\.$/, '');
  return domain !== '' && (name === domain || name.endsWith(`.${domain}`));
}

/** An address, or a block of them such as `10.0.0.0/8`; else nobody's. */
function isIn(block: string, address: string): boolean {
  const [, network = '', bits] = /^([^/]*)(?:\/(\d+))?$/.exec(block) ?? [];
  const family = familyOf(network);
  const most = family === 'ipv4' ? 32 : 128;
  const prefix = Number(bits ?? most);
  if (isIP(network) === 0 || prefix > most) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
