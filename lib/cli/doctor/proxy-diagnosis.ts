/** Which proxy stands in between, and what it did to the test span. Pure. */
import type { Answer } from '../../setup/trial';
import type { Facts } from './facts';
import { ok, wrong, type Finding } from './finding';

type Failure = Extract<Answer, { kind: 'failure' }>;
type Used = Extract<Facts['proxy'], { kind: 'proxy' }>;

/** What the environment says of proxies; nothing, if it says nothing. */
export function proxyFindings({ proxy: choice, endpoint }: Facts): Finding[] {
  if (choice.kind === 'proxy') return [usedFinding(choice)];
  if (choice.kind !== 'exempt') return [];
  const { name, by } = choice;
  const why = by === 'loopback' ? 'it is this machine' : `${by} names it`;
  const says = `no proxy to ${endpoint.hostname}, though ${name} is set: ${why}`;
  return [ok('no-proxy', says)];
}

function usedFinding({ name, proxy }: Used): Finding {
  const hasKey = Object.keys(proxy.headers).length > 0;
  const key = hasKey ? ', with credentials: ***' : '';
  return ok('proxy', `by the proxy ${proxy.printable} (${name})${key}`);
}

interface Cause {
  readonly codes: RegExp;
  readonly code: string;
  readonly says: (proxy: string, facts: Facts) => string;
  readonly remedy: (name: string) => string;
}

/** The first that knows the code has the word; the last knows all. */
const CAUSES: readonly Cause[] = [
  {
    codes: /^HTTP 407$/,
    code: 'proxy-key',
    says: (proxy) => `the proxy ${proxy} wants other credentials`,
    remedy: (name) =>
      `put them into ${name}, as http://user:password@host:port; only ` +
      'Basic is spoken, not NTLM or Kerberos',
  },
  {
    codes: /^HTTP 5/,
    code: 'proxy-trouble',
    says: (proxy, { endpoint }) =>
      `the proxy ${proxy} does not get to ${endpoint.hostname}`,
    remedy: () => 'is the endpoint right, and does the proxy know the name?',
  },
  {
    codes: /^HTTP /,
    code: 'proxy-forbids',
    says: (proxy, { endpoint }) =>
      `the proxy ${proxy} opens no tunnel to ` +
      `${endpoint.hostname}:${String(endpoint.port)}`,
    remedy: () =>
      'have the endpoint and its port allowed there, or name it in NO_PROXY ' +
      'if this machine gets there by itself',
  },
  {
    codes: /^ECONNREFUSED$/,
    code: 'proxy-refused',
    says: (proxy) => `nothing listens at the proxy ${proxy}`,
    remedy: (name) => `is ${name} right, and is the proxy running?`,
  },
  {
    codes: /^(ENOTFOUND|EAI_\w+)$/,
    code: 'proxy-unknown',
    says: (proxy) => `no address is known for the proxy ${proxy}`,
    remedy: (name) => `is the name in ${name} right, and does DNS work here?`,
  },
  {
    codes: /^(EPROTO|ERR_SSL_)/,
    code: 'proxy-plain',
    says: (proxy) => `the proxy ${proxy} does not speak TLS`,
    remedy: (name) => `begin ${name} with http://, as most proxies want it`,
  },
  {
    codes: /CERT|SELF_SIGNED|UNABLE_TO_|ISSUER/,
    code: 'proxy-untrusted',
    says: (proxy) => `nobody trusted here vouches for the proxy ${proxy}`,
    remedy: () =>
      'set NODE_EXTRA_CA_CERTS to the file of its authority; ' +
      'OTEL_EXPORTER_OTLP_CERTIFICATE is for the backend alone',
  },
  {
    codes: /^/,
    code: 'proxy-failed',
    says: (proxy) => `the proxy ${proxy} does not do what a proxy does`,
    remedy: (name) =>
      `does ${name} name a proxy of HTTP? others, SOCKS for one, are not spoken to`,
  },
];

/** The finding for what the proxy did; `undefined` if it was not the proxy. */
export function diagnoseProxy(facts: Facts): Finding | undefined {
  const { proxy: choice } = facts;
  const code = failedBy(facts.trial.answer);
  if (choice.kind !== 'proxy' || code === undefined) return undefined;
  const cause = CAUSES.find(({ codes }) => codes.test(code));
  if (!cause) return undefined;
  const says = cause.says(choice.proxy.printable, facts);
  return wrong(cause.code, `${says}: ${code}`, cause.remedy(choice.name));
}

/** Only a proxy answers 407, and only to what it relays. */
function failedBy(answer: Answer): string | undefined {
  if (answer.kind === 'failure') return codeOf(answer);
  const isOfProxy = answer.kind === 'response' && answer.status === 407;
  return isOfProxy ? 'HTTP 407' : undefined;
}

function codeOf({ by, code }: Failure): string | undefined {
  return by === 'proxy' ? code : undefined;
}
