import { expect } from 'chai';
import { version } from '../../package.json';
import { VERSION } from '../../lib/internal/version';

describe('VERSION', () => {
  it('is that of the package', () => {
    expect(VERSION).to.equal(version);
  });
});
