import { expect } from 'chai';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { httpUrl, isSendableHeader } from '../../lib/setup/destination-checks';

describe('httpUrl', () => {
  it('says what a URL has to be', () => {
    expect(httpUrl('https://host')).to.equal(undefined);
    expect(httpUrl('host')).to.include('http://localhost:4318');
  });
});

describe('isSendableHeader', () => {
  it('agrees with Node, which throws in the middle of a send', () => {
    const chars = Array.from({ length: 300 }, (_, code) =>
      String.fromCharCode(code),
    );
    for (const char of chars) {
      const name = isThrowing(() => validateHeaderName(`a${char}`));
      const value = isThrowing(() => validateHeaderValue('a', `a${char}`));
      expect(isSendableHeader(`a${char}`, ''), `name ${char}`).to.equal(!name);
      expect(isSendableHeader('a', `a${char}`), char).to.equal(!value);
    }
  });
});

function isThrowing(fn: () => void): boolean {
  try {
    fn();
    return false;
  } catch {
    return true;
  }
}
