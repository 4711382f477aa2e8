import { expect } from 'chai';
import { mayOpen, mayRead, maySend } from '../../../lib/viewer/http/admission';

const HOME = { host: '127.0.0.1', cors: ['https://shop.test'] };
const host = 'localhost:4318';

describe('mayRead', () => {
  for (const name of [
    'localhost',
    'localhost:4318',
    'LOCALHOST:9',
    'view.localhost',
    '127.0.0.1:4318',
    '[::1]:4318',
    '192.168.0.7:4318',
  ]) {
    it(`lets in who asks for ${name}`, () => {
      expect(mayRead({ host: name }, HOME)).to.equal(true);
    });
  }

  for (const name of [
    undefined,
    '',
    'evil.test',
    'evil.test:4318',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    'evillocalhost',
    'a b',
  ]) {
    it(`keeps out who asks for ${String(name)}`, () => {
      expect(mayRead({ host: name }, HOME)).to.equal(false);
    });
  }

  it('lets in who asks for the name that is listened on', () => {
    const headers = { host: 'devbox.lan:4318' };
    expect(mayRead(headers, { ...HOME, host: 'DevBox.lan' })).to.equal(true);
    expect(mayRead(headers, HOME)).to.equal(false);
  });

  for (const [headers, expected] of [
    [{ origin: 'http://localhost:4318' }, true],
    [{ origin: 'https://localhost:4318' }, true],
    [{ origin: 'http://localhost:3000' }, false],
    [{ origin: 'https://shop.test' }, false],
    [{ origin: 'null' }, false],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
  ] as const) {
    it(`answers ${String(expected)} to ${JSON.stringify(headers)}`, () => {
      expect(mayRead({ host, ...headers }, HOME)).to.equal(expected);
    });
  }
});

describe('mayOpen', () => {
  it('lets a link on another site lead to the page', () => {
    const headers = { host, 'sec-fetch-site': 'cross-site' };
    expect(mayOpen(headers, HOME)).to.equal(true);
  });

  it('keeps out a name that may be anybody’s', () => {
    expect(mayOpen({ host: 'evil.test' }, HOME)).to.equal(false);
  });
});

describe('maySend', () => {
  it('lets programs in by whatever name', () => {
    expect(maySend({ host: 'collector:4318' }, HOME)).to.equal(true);
    expect(maySend({}, HOME)).to.equal(true);
  });

  for (const [headers, expected] of [
    [{ origin: 'http://localhost:4318' }, true],
    [{ origin: 'https://shop.test', 'sec-fetch-site': 'cross-site' }, true],
    [{ origin: 'https://evil.test' }, false],
    [{ origin: 'https://shop.test.evil.test' }, false],
    [{ origin: 'null' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
  ] as const) {
    it(`answers ${String(expected)} to ${JSON.stringify(headers)}`, () => {
      expect(maySend({ host, ...headers }, HOME)).to.equal(expected);
    });
  }

  it('keeps out a page whose own name leads here', () => {
    const headers = { host: 'evil.test:4318', origin: 'http://evil.test:4318' };
    expect(maySend(headers, HOME)).to.equal(false);
  });
});
