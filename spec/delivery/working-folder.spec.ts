import { expect } from 'chai';
import { mkdirSync, readdirSync, readlinkSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { inFolderThatIs } from '../../lib/delivery/working-folder';
import { temporaryFolder } from '../support/temporary-folder';

describe('inFolderThatIs', () => {
  const before = process.cwd();
  afterEach(() => {
    process.chdir(before);
  });

  it('changes nothing where there is a folder', () => {
    expect(inFolderThatIs(() => process.cwd())).to.equal(before);
    expect(process.cwd()).to.equal(before);
  });

  const { platform } = process;
  if (platform !== 'linux') return;

  function stayInOneThatGoes(): string {
    const folder = join(temporaryFolder(), 'release-1');
    mkdirSync(folder);
    process.chdir(folder);
    rmdirSync(folder);
    return readlinkSync('/proc/self/cwd');
  }

  it('is elsewhere while it runs, and back where it was afterwards', () => {
    const here = stayInOneThatGoes();
    const descriptors = readdirSync('/proc/self/fd').length;
    expect(inFolderThatIs(() => process.cwd())).to.equal('/proc');
    expect(readlinkSync('/proc/self/cwd')).to.equal(here);
    expect(readdirSync('/proc/self/fd')).to.have.lengthOf(descriptors);
  });

  it('is back where it was after an error, too', () => {
    const here = stayInOneThatGoes();
    const fail = (): never => {
      throw new Error('no worker');
    };
    expect(() => inFolderThatIs(fail)).to.throw('no worker');
    expect(readlinkSync('/proc/self/cwd')).to.equal(here);
  });
});
