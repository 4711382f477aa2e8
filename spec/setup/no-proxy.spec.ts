import { expect } from 'chai';
import { httpServerAt } from '../../lib/delivery/http-server';
import { isExempt, isLoopback } from '../../lib/setup/no-proxy';

function serverAt(url: string) {
  return httpServerAt(new URL(url));
}

const NAME = 'https://otlp.example.com';
const IPV4 = 'http://10.1.2.3:4318';
const IPV6 = 'http://[fd00::7]:4318';

const CASES: readonly [url: string, list: string, isExempt: boolean][] = [
  [NAME, '', false],
  [NAME, '*', true],
  [NAME, 'other.com, *', true],
  [NAME, 'otlp.example.com', true],
  [NAME, 'OTLP.Example.COM', true],
  [NAME, 'otlp.example.com.', true],
  [`${NAME}.`, 'otlp.example.com', true],
  [NAME, 'example.com', true],
  [NAME, '.example.com', true],
  [NAME, '*.example.com', true],
  ['https://example.com', '.example.com', true],
  [NAME, 'ample.com', false],
  [NAME, 'otlp', false],
  [NAME, '.', false],
  [NAME, 'a.com example.com\tb.com', true],
  [NAME, 'example.com:443', true],
  [NAME, 'example.com:4318', false],
  ['https://example.com:4318', 'example.com:4318', true],
  [NAME, ':443', false],
  [IPV4, '10.1.2.3', true],
  [IPV4, '10.1.2.3:4318', true],
  [IPV4, '10.1.2.3:80', false],
  [IPV4, '10.1.2.4', false],
  [IPV4, '10.0.0.0/8', true],
  [IPV4, '10.0.0.0/8:4318', true],
  [IPV4, '10.1.2.0/24', true],
  [IPV4, '10.2.0.0/16', false],
  [IPV4, '0.0.0.0/0', true],
  [IPV4, '10.0.0.0/33', false],
  [IPV4, '10.0.0.0/', false],
  [IPV4, '10.0.0.0/eight', false],
  [IPV4, '2.3', false],
  [IPV4, 'fd00::/8', false],
  [IPV6, 'fd00::7', true],
  [IPV6, 'fd00:0:0:0::7', true],
  [IPV6, '[fd00::7]', true],
  [IPV6, '[fd00::7]:4318', true],
  [IPV6, '[fd00::7]:80', false],
  [IPV6, 'fd00::/8', true],
  [IPV6, 'fe80::/10', false],
  [IPV6, 'fd00::/129', false],
  [NAME, '10.0.0.0/8', false],
];

describe('isExempt', () => {
  for (const [url, list, expected] of CASES) {
    it(`says ${expected} of ${url}, given "${list}"`, () => {
      expect(isExempt(serverAt(url), list)).to.equal(expected);
    });
  }
});

describe('isLoopback', () => {
  it('knows this machine by its names and addresses', () => {
    for (const host of [
      'localhost',
      'localhost.',
      'shop.localhost',
      '127.0.0.1',
      '127.9.9.9',
      '[::1]',
      '[::ffff:127.0.0.1]',
    ]) {
      expect(isLoopback(serverAt(`http://${host}:4318`)), host).to.equal(true);
    }
  });

  it('takes no other for it', () => {
    for (const host of ['mylocalhost', '128.0.0.1', '0.0.0.0', '[::2]']) {
      expect(isLoopback(serverAt(`http://${host}`)), host).to.equal(false);
    }
  });
});
