import { expect } from 'chai';
import { proxiesFor } from '../../../lib/cli/doctor/proxies';

const HOST = { secure: true, hostname: 'otlp.example.com' };
const SET = { HTTPS_PROXY: 'http://proxy:3128' };

describe('proxiesFor', () => {
  it('names the variables of the scheme, in either case', () => {
    expect(proxiesFor(HOST, SET)).to.deep.equal(['HTTPS_PROXY']);
    expect(
      proxiesFor(HOST, { https_proxy: 'x', ALL_PROXY: 'y' }),
    ).to.deep.equal(['https_proxy', 'ALL_PROXY']);
    expect(proxiesFor({ ...HOST, secure: false }, SET)).to.deep.equal([]);
    expect(proxiesFor(HOST, { HTTPS_PROXY: '' })).to.deep.equal([]);
  });

  for (const [list, isExempt] of [
    ['*', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['localhost, otlp.example.com:443', true],
    ['ample.com', false],
    ['localhost', false],
    ['', false],
  ] as const) {
    it(`reads NO_PROXY="${list}"`, () => {
      const found = proxiesFor(HOST, { ...SET, NO_PROXY: list });
      expect(found).to.have.lengthOf(isExempt ? 0 : 1);
    });
  }
});
