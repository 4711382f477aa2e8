import { expect } from 'chai';
import type { Destination } from '../../lib/delivery/destination';
import type { Line } from '../../lib/delivery/courier-request';
import { proxyServerAt } from '../../lib/delivery/proxy-server';
import { verdictOf, type Answer } from '../../lib/delivery/verdict';
import { startBackend, type Backend } from '../support/backend';
import { makeCertificates } from '../support/certificates';
import { startProxy, type Proxy, type ProxyOptions } from '../support/proxy';
import { until } from './answering-server';
import { lineTo } from './courier-trial';
import { endedSpans, requestOf } from './ended-spans';

const BODY = requestOf(endedSpans(3));
const { ca, server, client } = makeCertificates();

/** Known to nobody but the proxy. */
const RELAYED = 'http://backend.test:4318/v1/traces?tenant=a';
const TUNNELLED = 'https://backend.test/v1/traces';
const TLS = { ca, ...client, servername: 'localhost' };

describe('openLine, by a proxy', () => {
  const closings: (() => unknown)[] = [];

  afterEach(async () => {
    for (const close of closings.splice(0).reverse()) await close();
  });

  async function backendAt(secure: boolean): Promise<Backend> {
    const backend = await startBackend(
      secure ? { tls: { ...server, ca } } : {},
    );
    closings.push(() => backend.close());
    return backend;
  }

  async function proxyWith(options: ProxyOptions): Promise<Proxy> {
    const proxy = await startProxy(options);
    closings.push(() => proxy.close());
    return proxy;
  }

  function line(
    url: string,
    { port }: Pick<Proxy, 'port'>,
    settings: Partial<Destination> = {},
  ): Line {
    const opened = lineTo({
      url,
      tls: url === TUNNELLED ? TLS : {},
      proxy: proxyServerAt(`http://me:pass@localhost:${port}`),
      ...settings,
    });
    closings.push(() => opened.close());
    return opened;
  }

  it('has a request relayed, as it is', async () => {
    const backend = await backendAt(false);
    const proxy = await proxyWith({ to: portOf(backend) });
    const headers = { 'x-api-key': 'k-1' };
    const answer = await line(RELAYED, proxy, { headers }).send(BODY);
    expect(answer).to.include({ kind: 'response', status: 200 });
    const [request] = backend.requests;
    expect(request?.path).to.equal('/v1/traces?tenant=a');
    expect(request?.headers).to.include({
      ...headers,
      host: 'backend.test:4318',
    });
    expect(request?.spans).to.have.lengthOf(3);
    expect(proxy.seen[0]).to.include({ method: 'POST', target: RELAYED });
  });

  it('speaks TLS with the backend through a tunnel, with certificates', async () => {
    const backend = await backendAt(true);
    const proxy = await proxyWith({ to: portOf(backend) });
    const headers = { 'x-api-key': 'k-1' };
    const answer = await line(TUNNELLED, proxy, { headers }).send(BODY);
    expect(answer).to.include({ kind: 'response', status: 200 });
    expect(backend.requests[0]?.headers).to.include(headers);
    expect(backend.requests[0]?.headers).to.not.have.property(
      'proxy-authorization',
    );
    const [asked] = proxy.seen;
    expect(asked).to.include({ method: 'CONNECT', target: 'backend.test:443' });
    expect(asked?.headers).to.have.all.keys(
      'host',
      'connection',
      'proxy-authorization',
    );
  });

  it('opens one tunnel for all requests', async () => {
    const backend = await backendAt(true);
    const proxy = await proxyWith({ to: portOf(backend) });
    const opened = line(TUNNELLED, proxy);
    for (let n = 0; n < 3; n += 1) await opened.send(BODY);
    expect(backend.requests).to.have.lengthOf(3);
    expect(proxy.seen).to.have.lengthOf(1);
  });

  it('shows its credentials to the proxy', async () => {
    for (const url of [RELAYED, TUNNELLED]) {
      const backend = await backendAt(url === TUNNELLED);
      const to = portOf(backend);
      const proxy = await proxyWith({ to, credentials: 'me:pass' });
      expect(await line(url, proxy).send(BODY)).to.include({ status: 200 });
      const other = await proxyWith({ to, credentials: 'me:other' });
      const why = whyOf(await line(url, other).send(BODY));
      expect(why).to.match(/^destination (proxy: )?HTTP 407$/);
      expect(backend.requests).to.have.lengthOf(1);
    }
  });

  it('does not trust a backend for its proxy', async () => {
    const backend = await backendAt(true);
    const proxy = await proxyWith({ to: portOf(backend) });
    const tls = { ...TLS, servername: 'backend.test' };
    const answer = await line(TUNNELLED, proxy, { tls }).send(BODY);
    expect(whyOf(answer)).to.equal('destination ERR_TLS_CERT_ALTNAME_INVALID');
    expect(backend.requests).to.have.lengthOf(0);
  });

  it('does not trust a proxy that speaks TLS for the backend', async () => {
    for (const url of [RELAYED, TUNNELLED]) {
      const { port } = await proxyWith({ tls: server });
      const proxy = proxyServerAt(`https://localhost:${port}`);
      const tls = { ca, ...client };
      const answer = await line(url, { port }, { proxy, tls }).send(BODY);
      expect(whyOf(answer)).to.match(/^destination proxy: UNABLE_TO_\w+$/);
    }
  });

  for (const [instead, relayed, tunnelled] of [
    [403, 'destination HTTP 403', 'destination proxy: HTTP 403'],
    [400, 'bisect HTTP 400', 'destination proxy: HTTP 400'],
    [502, 'retry HTTP 502', 'retry proxy: HTTP 502'],
    ['reset', 'retry proxy: ECONNRESET', 'retry proxy: ECONNRESET'],
    ['garbage', /^retry proxy: HPE_\w+$/, /^retry proxy: HPE_\w+$/],
    ['hang', 'retry timeout', 'retry timeout'],
  ] as const) {
    it(`says what a proxy did instead: ${instead}`, async () => {
      const proxy = await proxyWith({ instead });
      for (const [url, expected] of [
        [RELAYED, relayed],
        [TUNNELLED, tunnelled],
      ] as const) {
        const timeoutMs = instead === 'hang' ? 100 : 10_000;
        const why = whyOf(await line(url, proxy, { timeoutMs }).send(BODY));
        if (typeof expected === 'string') expect(why).to.equal(expected);
        else expect(why).to.match(expected);
      }
    });
  }

  it('says that no proxy is there', async () => {
    for (const url of [RELAYED, TUNNELLED]) {
      const answer = await line(url, { port: 1 }).send(BODY);
      expect(whyOf(answer)).to.equal('retry proxy: ECONNREFUSED');
    }
  });

  it('waits for no tunnel any more when it is closed', async () => {
    const silent = await proxyWith({ instead: 'hang' });
    const opened = line(TUNNELLED, silent);
    const answered = opened.send(BODY);
    await until(() => silent.seen.length > 0);
    opened.close();
    expect(whyOf(await answered)).to.equal('retry proxy: ECONNRESET');
  });
});

function portOf({ url }: Backend): number {
  return Number(new URL(url).port);
}

function whyOf(answer: Answer): string {
  const verdict = verdictOf(answer, 0);
  return `${verdict.kind} ${verdict.why}`;
}
