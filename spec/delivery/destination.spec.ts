import { expect } from 'chai';
import {
  destinationOf,
  knownAddresses,
  mayBeView,
  type Destination,
  type DestinationSettings,
} from '../../lib/delivery/destination';
import { proxyServerAt } from '../../lib/delivery/proxy-server';

function destination(
  url: string,
  settings: Partial<DestinationSettings> = {},
): Destination {
  return destinationOf({
    url,
    headers: {},
    gzip: false,
    tls: {},
    timeoutMs: 10_000,
    ...settings,
  });
}

describe('destinationOf', () => {
  it('takes a URL apart', () => {
    const url = 'https://otlp.example.com/tenant/v1/traces?key=1';
    expect(destination(url)).to.include({
      secure: true,
      hostname: 'otlp.example.com',
      port: 443,
      path: '/tenant/v1/traces?key=1',
    });
  });

  it("takes the protocol's port where none is given", () => {
    expect(destination('http://host/').port).to.equal(80);
    expect(destination('https://host/').port).to.equal(443);
    expect(destination('https://host:4318/').port).to.equal(4318);
    expect(destination('http://host:443/').port).to.equal(443);
  });

  it('takes the brackets off an IPv6 address', () => {
    const there = destination('http://[::1]:4318/v1/traces');
    expect(there.hostname).to.equal('::1');
    expect(there.printable).to.equal('http://[::1]:4318/v1/traces');
  });

  it('prints neither user nor password nor query', () => {
    const url = 'http://user:pass@host:4318/v1/traces?token=secret#part';
    expect(destination(url).printable).to.equal('http://host:4318/v1/traces');
  });

  it('makes basic authorization of userinfo', () => {
    const { headers } = destination('http://us%40er:p%3Ass@host/');
    const sent = Buffer.from('us@er:p:ss').toString('base64');
    expect(headers['authorization']).to.equal(`Basic ${sent}`);
  });

  it('takes a percent sign that begins no code for itself', () => {
    const { headers } = destination('http://100%:5%@host/');
    const sent = Buffer.from('100%:5%').toString('base64');
    expect(headers['authorization']).to.equal(`Basic ${sent}`);
  });

  it('prefers an authorization header to userinfo', () => {
    const headers = { Authorization: 'Bearer 1' };
    const there = destination('http://user:pass@host/', { headers });
    expect(there.headers['authorization']).to.equal('Bearer 1');
  });

  it('has one header per name, in lower case, the last one given', () => {
    const headers = { 'X-Key': 'one', 'x-key': 'two' };
    const there = destination('http://host/', { headers });
    expect(there.headers).to.include({ 'x-key': 'two' });
    expect(there.headers).to.not.have.property('X-Key');
  });

  it('says itself what the body is', () => {
    const headers = { 'Content-Type': 'text/plain', 'content-encoding': 'br' };
    const plain = destination('http://host/', { headers });
    const zipped = destination('http://host/', { headers, gzip: true });
    expect(plain.headers).to.deep.equal({
      'content-type': 'application/x-protobuf',
    });
    expect(zipped.headers).to.deep.equal({
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
    });
  });

  it('refuses what is no absolute http or https URL', () => {
    for (const url of ['ftp://host', 'host:4318', '', '/v1/traces']) {
      expect(() => destination(url), url).to.throw(TypeError);
    }
  });

  it('is plain data, to be handed to another thread', () => {
    const tls = { ca: Buffer.from('pem'), rejectUnauthorized: true };
    const there = destination('https://host/', { tls });
    const copy = structuredClone(there);
    expect(copy).to.deep.equal({
      ...there,
      tls: { ca: new Uint8Array(tls.ca), rejectUnauthorized: true },
    });
  });
});

describe('knownAddresses', () => {
  it('knows localhost without asking, in both families', () => {
    expect(knownAddresses('localhost')).to.deep.equal([
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
  });

  it('knows a literal address', () => {
    const four = { address: '10.0.0.7', family: 4 };
    const six = { address: 'fe80::1', family: 6 };
    expect(knownAddresses('10.0.0.7')).to.deep.equal([four]);
    expect(knownAddresses('fe80::1')).to.deep.equal([six]);
  });

  it('knows no name', () => {
    for (const name of ['example.com', '10.0.0.7.nip.io', 'localhost.local']) {
      expect(knownAddresses(name), name).to.deep.equal([]);
    }
  });
});

describe('mayBeView', () => {
  const USUAL = 'http://localhost:4318/v1/traces';

  it('is so on this machine, at the usual port', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      const there = destination(`http://${host}:4318/v1/traces`);
      expect(mayBeView(there, undefined), host).to.equal(true);
    }
  });

  it('is so at another port only where the environment says it', () => {
    const there = destination('http://127.0.0.1:5000/v1/traces');
    expect(mayBeView(there, undefined)).to.equal(false);
    expect(mayBeView(there, 'http://localhost:5000')).to.equal(true);
    expect(mayBeView(there, 'http://localhost:5001')).to.equal(false);
    expect(mayBeView(there, 'no url')).to.equal(false);
  });

  it('is not so on other machines, over TLS or behind a proxy', () => {
    const url = 'http://collector:4318/v1/traces';
    expect(mayBeView(destination(url), url)).to.equal(false);
    const tls = destination('https://localhost:4318/v1/traces');
    expect(mayBeView(tls, undefined)).to.equal(false);
    const proxy = proxyServerAt('http://proxy:3128');
    const behind = destination(USUAL, { proxy });
    expect(mayBeView(behind, undefined)).to.equal(false);
  });
});
