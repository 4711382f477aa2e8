import { expect } from 'chai';
import { withRequire } from '../../lib/cli/node-options';

describe('withRequire', () => {
  for (const existing of [undefined, '', ' ']) {
    it(`stands alone where there is ${JSON.stringify(existing)}`, () => {
      const options = withRequire(existing, '/a/register.js');
      expect(options).to.equal('--require /a/register.js');
    });
  }

  it('comes before what is there', () => {
    const options = withRequire('--import x', '/a.js');
    expect(options).to.equal('--require /a.js --import x');
  });

  it('does not come twice', () => {
    const once = withRequire('--import x', '/a.js');
    expect(withRequire(once, '/a.js')).to.equal(once);
  });

  it('quotes what would be split or unescaped', () => {
    const options = withRequire(undefined, 'C:\\my "dir"\\a.js');
    expect(options).to.equal('--require "C:\\\\my \\"dir\\"\\\\a.js"');
  });
});
