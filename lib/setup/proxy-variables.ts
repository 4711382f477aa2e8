/**
 * Which proxy the environment names for a destination.
 *
 * Lower case wins over upper case, as with curl and Node. `HTTP_PROXY` of a CGI
 * program is a header of somebody's request, and not believed.
 *
 * @see https://everything.curl.dev/usingcurl/proxies/env
 * @see https://httpoxy.org
 */
import type { HttpServer } from '../delivery/http-server';
import { proxyServerAt, type ProxyServer } from '../delivery/proxy-server';
import { variable } from '../internal/env';
import { warnVariable } from './environment';
import { isExempt, isLoopback } from './no-proxy';
import { httpUrl } from './destination-checks';

/** What the environment says of a proxy to one server. */
export type ProxyChoice =
  | { readonly kind: 'none' }
  /** Named, but not for this server: by `NO_PROXY`, or as it is this machine. */
  | { readonly kind: 'exempt'; readonly name: string; readonly by: string }
  | { readonly kind: 'unusable'; readonly name: string }
  | {
      readonly kind: 'proxy';
      readonly name: string;
      readonly proxy: ProxyServer;
    };

/** The proxy to `server`; an unusable one is told, and then there is none. */
export function proxyFor(server: HttpServer): ProxyServer | undefined {
  const choice = proxyChoiceFor(server);
  if (choice.kind === 'unusable') {
    // The value is not repeated: it may hold a password.
    const problem = 'expected an http or https URL, such as http://proxy:3128';
    warnVariable(choice.name, `${problem}; spans are sent without a proxy`);
  }
  return choice.kind === 'proxy' ? choice.proxy : undefined;
}

/** The same with the reasons, for whoever is asked why. */
export function proxyChoiceFor(server: HttpServer): ProxyChoice {
  const name = proxyVariableOf(server);
  if (name === undefined) return { kind: 'none' };
  if (isLoopback(server)) return { kind: 'exempt', name, by: 'loopback' };
  const list = nameInUse('NO_PROXY');
  if (list !== undefined && isExempt(server, variable(list) ?? '')) {
    return { kind: 'exempt', name, by: list };
  }
  const url = urlIn(variable(name) ?? '');
  return httpUrl(url) === undefined
    ? { kind: 'proxy', name, proxy: proxyServerAt(url) }
    : { kind: 'unusable', name };
}

function proxyVariableOf({ secure }: HttpServer): string | undefined {
  const own = secure ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  return nameInUse(own) ?? nameInUse('ALL_PROXY');
}

function nameInUse(name: string): string | undefined {
  const names = isOfRequest(name) ? [] : [name];
  return [name.toLowerCase(), ...names].find((each) => variable(each));
}

function isOfRequest(name: string): boolean {
  return name === 'HTTP_PROXY' && variable('REQUEST_METHOD') !== undefined;
}

/** `proxy:3128` is what many write. */
function urlIn(text: string): string {
  return text.includes('://') ? text : `http://${text}`;
}
