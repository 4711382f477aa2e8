import { expect } from 'chai';
import { proxyServerAt } from '../../lib/delivery/proxy-server';
import { firstHostOf, routeTo } from '../../lib/delivery/route';
import { destinationFor } from './courier-trial';

const KEY = { 'x-api-key': 'k-1' };
const PEM = { ca: 'authority', cert: 'chain', key: 'key' };

function by(proxy: string | undefined, url: string) {
  return destinationFor({
    url,
    headers: KEY,
    tls: PEM,
    proxy: proxy === undefined ? undefined : proxyServerAt(proxy),
  });
}

describe('routeTo', () => {
  it('goes straight where there is no proxy', () => {
    const destination = by(undefined, 'https://backend/v1/traces');
    expect(routeTo(destination)).to.deep.equal({
      request: destination,
      tunnel: undefined,
      isRelayed: false,
    });
    expect(firstHostOf(destination)).to.equal('backend');
  });

  it('has a proxy relay what is not secret', () => {
    const url = 'http://backend:4318/v1/traces?tenant=a';
    const destination = by('http://me:pass@proxy:3128', url);
    const { request, tunnel, isRelayed } = routeTo(destination);
    expect({ tunnel, isRelayed }).to.deep.equal({
      tunnel: undefined,
      isRelayed: true,
    });
    expect(request).to.deep.equal({
      secure: false,
      hostname: 'proxy',
      port: 3128,
      path: url,
      headers: {
        host: 'backend:4318',
        ...KEY,
        'content-type': 'application/x-protobuf',
        'proxy-authorization': `Basic ${btoa('me:pass')}`,
      },
      tls: { servername: 'proxy' },
    });
    expect(firstHostOf(destination)).to.equal('proxy');
  });

  it('tells a proxy nothing but where the tunnel is to lead', () => {
    const destination = by(
      'https://me:pass@proxy',
      'https://backend/v1/traces',
    );
    expect(routeTo(destination)).to.deep.equal({
      request: destination,
      isRelayed: false,
      tunnel: {
        secure: true,
        hostname: 'proxy',
        port: 443,
        path: 'backend:443',
        headers: {
          host: 'backend:443',
          connection: 'keep-alive',
          'proxy-authorization': `Basic ${btoa('me:pass')}`,
        },
        tls: { servername: 'proxy' },
      },
    });
    expect(destination.headers).to.not.have.property('proxy-authorization');
  });

  it('puts an IPv6 address into brackets, and names no address to TLS', () => {
    const { tunnel } = routeTo(
      by('https://[fd00::1]', 'https://[fd00::2]:4318'),
    );
    expect(tunnel).to.deep.include({
      hostname: 'fd00::1',
      path: '[fd00::2]:4318',
      tls: { servername: '' },
    });
    const { request } = routeTo(by('http://10.0.0.1', 'http://[fd00::2]/x'));
    expect(request).to.deep.include({
      path: 'http://[fd00::2]:80/x',
      tls: { servername: '' },
    });
  });
});
