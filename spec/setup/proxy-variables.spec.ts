import { expect } from 'chai';
import { httpServerAt } from '../../lib/delivery/http-server';
import { proxyChoiceFor } from '../../lib/setup/proxy-variables';
import { destinationFor } from '../../lib/setup/settings';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

const PLAIN = 'http://backend.example:4318';
const SECURE = 'https://backend.example';

const CASES: readonly [
  variables: Readonly<Record<string, string>>,
  endpoint: string,
  proxy: string | undefined,
][] = [
  [{}, SECURE, undefined],
  [{ HTTPS_PROXY: 'http://p:3128' }, SECURE, 'http://p:3128'],
  [{ https_proxy: 'http://p:3128' }, SECURE, 'http://p:3128'],
  [
    { https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1' },
    SECURE,
    'http://low:1',
  ],
  [{ https_proxy: ' ', HTTPS_PROXY: 'http://up:1' }, SECURE, 'http://up:1'],
  [{ HTTP_PROXY: 'http://p:3128' }, SECURE, undefined],
  [{ HTTP_PROXY: 'http://p:3128' }, PLAIN, 'http://p:3128'],
  [{ http_proxy: 'http://p:3128' }, PLAIN, 'http://p:3128'],
  [{ HTTPS_PROXY: 'http://p:3128' }, PLAIN, undefined],
  [{ ALL_PROXY: 'http://all:1' }, PLAIN, 'http://all:1'],
  [{ all_proxy: 'http://all:1' }, SECURE, 'http://all:1'],
  [
    { ALL_PROXY: 'http://all:1', HTTPS_PROXY: 'http://p:1' },
    SECURE,
    'http://p:1',
  ],
  [{ HTTPS_PROXY: 'p:3128' }, SECURE, 'http://p:3128'],
  [{ HTTPS_PROXY: 'p' }, SECURE, 'http://p'],
  [{ HTTPS_PROXY: 'https://p' }, SECURE, 'https://p'],
  [{ HTTPS_PROXY: 'http://me:s3cret@p:1/x?y' }, SECURE, 'http://p:1'],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example' }, SECURE, undefined],
  [{ HTTPS_PROXY: 'http://p:1', no_proxy: '*' }, SECURE, undefined],
  [
    { HTTPS_PROXY: 'http://p:1', no_proxy: 'other', NO_PROXY: '*' },
    SECURE,
    'http://p:1',
  ],
  [{ HTTP_PROXY: 'http://p:1' }, 'http://localhost:4318', undefined],
  [{ HTTP_PROXY: 'http://p:1' }, 'http://127.0.0.1:4318', undefined],
  [{ HTTP_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, PLAIN, undefined],
  [{ http_proxy: 'http://p:1', REQUEST_METHOD: 'GET' }, PLAIN, 'http://p:1'],
];

describe('a proxy of the environment', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  for (const [variables, endpoint, proxy] of CASES) {
    const to = proxy ?? 'no proxy';
    it(`is ${to}, given ${JSON.stringify(variables)} for ${endpoint}`, () => {
      setVariables(variables);
      const { proxy: found } = destinationFor({ endpoint });
      expect(found?.printable).to.equal(proxy);
      expect(lines()).to.deep.equal([]);
    });
  }

  it('is given its credentials, decoded', () => {
    setVariables({ HTTPS_PROXY: 'http://m%40e:s3%3Acret@proxy:3128' });
    const { proxy } = destinationFor({ endpoint: SECURE });
    expect(proxy).to.deep.equal({
      secure: false,
      hostname: 'proxy',
      port: 3128,
      printable: 'http://proxy:3128',
      headers: {
        'proxy-authorization': `Basic ${btoa('m@e:s3:cret')}`,
      },
    });
  });

  for (const value of ['socks5://me:s3cret@p:1080', 'http://', 's3cret:x:y']) {
    it(`is told of and left out where it cannot be used: ${value}`, () => {
      setVariables({ ALL_PROXY: value });
      expect(destinationFor({ endpoint: SECURE }).proxy).to.equal(undefined);
      expect(lines()).to.have.lengthOf(1);
      expect(lines()[0]).to.include('WARN_EVERSPAN_VARIABLE');
      expect(lines()[0]).to.include('ALL_PROXY').and.not.include('s3cret');
    });
  }

  it('comes with the reason why it is not used', () => {
    const server = httpServerAt(new URL(SECURE));
    setVariables({ https_proxy: 'http://p:1', NO_PROXY: 'example' });
    expect(proxyChoiceFor(server)).to.deep.equal({
      kind: 'exempt',
      name: 'https_proxy',
      by: 'NO_PROXY',
    });
    const local = httpServerAt(new URL('https://localhost'));
    expect(proxyChoiceFor(local)).to.include({ by: 'loopback' });
  });
});
