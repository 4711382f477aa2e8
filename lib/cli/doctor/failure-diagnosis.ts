/** Why there was no answer at all. Pure. */
import type { Answer } from '../../setup/trial';
import type { Facts } from './facts';
import { wrong, type Finding } from './finding';

type Failure = Exclude<Answer, { kind: 'response' }>;

interface Cause {
  readonly codes: RegExp;
  readonly code: string;
  readonly says: (facts: Facts) => string;
  readonly remedy: string;
}

/** The first that knows the code has the word. */
const CAUSES: readonly Cause[] = [
  {
    codes: /^ECONNREFUSED$/,
    code: 'connection-refused',
    says: ({ endpoint }) =>
      `nothing listens at ${endpoint.hostname}:${String(endpoint.port)}`,
    remedy:
      'start the backend, or set OTEL_EXPORTER_OTLP_ENDPOINT; in a container ' +
      'localhost is the container itself',
  },
  {
    codes: /^(ENOTFOUND|EAI_\w+)$/,
    code: 'name-unknown',
    says: ({ endpoint }) => `no address is known for ${endpoint.hostname}`,
    remedy: 'is the name right, and does DNS work here?',
  },
  {
    codes: /^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/,
    code: 'no-route',
    says: ({ endpoint }) => `there is no way to ${endpoint.hostname}`,
    remedy: 'is a firewall, a VPN or a network policy in between?',
  },
  {
    codes: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    code: 'tls-expired',
    says: () => "the backend's certificate is not valid today",
    remedy: 'renew it; or is the clock here wrong?',
  },
  {
    codes: /ALTNAME_INVALID|HOSTNAME_MISMATCH/,
    code: 'tls-wrong-host',
    says: ({ endpoint }) =>
      `the backend's certificate is for another name than ${endpoint.hostname}`,
    remedy: 'use a name that stands in the certificate',
  },
  {
    codes: /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE/,
    code: 'tls-client',
    says: () => 'the backend wants a certificate of ours',
    remedy:
      'set OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and OTEL_EXPORTER_OTLP_CLIENT_KEY',
  },
  {
    codes: /SELF_SIGNED|UNABLE_TO_|ISSUER/,
    code: 'tls-untrusted',
    says: () => "nobody trusted here has signed the backend's certificate",
    remedy: 'set OTEL_EXPORTER_OTLP_CERTIFICATE to the file of its authority',
  },
  {
    codes: /^(EPROTO|ERR_SSL_)/,
    code: 'tls-not-spoken',
    says: () => 'the port does not speak TLS, or none that we know',
    remedy: 'begin the endpoint with http:// if the backend has no TLS',
  },
  {
    codes: /^HPE_/,
    code: 'not-http',
    says: () => 'what answers does not speak HTTP/1.1; gRPC does not',
    remedy: 'use the port of OTLP over HTTP, 4318 with most backends',
  },
  {
    codes: /^(ECONNRESET|EPIPE)$/,
    code: 'connection-lost',
    says: () => 'the connection was closed before an answer came',
    remedy:
      'is it a port of gRPC, or one of TLS (https://)? a proxy in between?',
  },
];

/** The finding for a request that nobody answered. */
export function diagnoseFailure(
  failure: Failure,
  happened: string,
  facts: Facts,
): Finding {
  if (failure.kind === 'timeout') return timeoutFinding(facts);
  const cause = CAUSES.find(({ codes }) => codes.test(failure.code));
  if (!cause) return unknownFinding(happened);
  return wrong(cause.code, `${cause.says(facts)}: ${happened}`, cause.remedy);
}

function timeoutFinding({ endpoint, proxy }: Facts): Finding {
  const remedy =
    proxy.kind === 'proxy'
      ? `does the proxy ${proxy.proxy.printable} get there? try it with curl`
      : 'is a firewall in between? is the backend overloaded?';
  return wrong(
    'timeout',
    `${endpoint.hostname} gives no answer in time`,
    remedy,
  );
}

function unknownFinding(happened: string): Finding {
  return wrong(
    'failure',
    `the request failed: ${happened}`,
    'look the code up',
  );
}
