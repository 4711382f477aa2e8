import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../../lib/journal/fingerprint';
import { useFolder } from './journal-folder';

const KEY = { authorization: 'Bearer a-very-secret-key' };

describe('fingerprint', () => {
  const folder = useFolder();

  it('is the same for the same credentials, in any order', () => {
    const both = { a: '1', b: '2' };
    expect(fingerprint(folder(), both)).to.equal(
      fingerprint(folder(), { b: '2', a: '1' }),
    );
  });

  it('changes with any key or value', () => {
    const prints = [KEY, { authorization: 'Bearer other' }, { a: '' }, {}].map(
      (credentials) => fingerprint(folder(), credentials),
    );
    expect(new Set(prints).size).to.equal(4);
  });

  it('is worth nothing in another folder', () => {
    const here = fingerprint(folder(), KEY);
    writeFileSync(join(folder(), 'secret'), Buffer.alloc(32, 1));
    expect(fingerprint(folder(), KEY)).to.not.equal(here);
  });

  it('writes no credential to the disk, and its secret for us alone', () => {
    fingerprint(folder(), KEY);
    expect(readdirSync(folder())).to.deep.equal(['secret']);
    const path = join(folder(), 'secret');
    expect(readFileSync(path)).to.have.lengthOf(32);
    expect(readFileSync(path).includes('secret-key')).to.equal(false);
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it('is empty where no secret can be kept', () => {
    expect(fingerprint(join(folder(), 'missing'), KEY)).to.equal('');
    writeFileSync(join(folder(), 'secret'), 'torn');
    expect(fingerprint(folder(), KEY)).to.equal('');
  });

  it('is the same in processes that start at once', () => {
    const script = `
      const { fingerprint } = require('./lib/journal/fingerprint.ts');
      console.log(fingerprint(${JSON.stringify(folder())}, { a: '1' }));`;
    const run = `for n in 1 2 3 4; do "$0" -r ts-node/register/transpile-only -e "$1" & done; wait`;
    const { stdout } = spawnSync('sh', ['-c', run, process.execPath, script], {
      encoding: 'utf8',
    });
    const prints = stdout.trim().split('\n');
    expect(prints).to.have.lengthOf(4);
    expect(new Set(prints).size).to.equal(1);
    expect(prints[0]).to.have.lengthOf(64);
  });
});
