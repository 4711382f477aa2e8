import { expect } from 'chai';
import { pathTo, requirePath } from '../../samples/brokers/program';

const MISSING = {
  command: 'no-such-broker',
  debian: 'a-package',
  homebrew: 'a-formula',
};

describe('the program of a broker', () => {
  it('is found where the machine has it', () => {
    const program = { ...MISSING, command: 'node' };
    expect(pathTo(program)).to.match(/node$/);
    expect(requirePath(program)).to.equal(pathTo(program));
  });

  it('is missing with the words that install it', () => {
    expect(pathTo(MISSING)).to.equal(undefined);
    expect(() => requirePath(MISSING)).to.throw(
      'no-such-broker is not installed. Debian, Ubuntu: apt-get install ' +
        'a-package; macOS: brew install a-formula.',
    );
  });
});
