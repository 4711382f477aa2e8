import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SAMPLES = join(__dirname, '..', '..', 'samples');
const numbered = readdirSync(SAMPLES).filter((name) => /^\d\d-/.test(name));

/** Run and compared by a spec of its own, and by `npm run demo`. */
const BAD_CREDENTIALS = '01-bad-credentials';

describe('every sample', () => {
  it('has a page, a program, and what it prints', () => {
    const files = ['README.md', 'main.ts', 'expected.txt'];
    const missing = numbered
      .flatMap((name) => files.map((file) => join(name, file)))
      .filter((path) => !existsSync(join(SAMPLES, path)));
    expect(missing).to.deep.equal([]);
  });

  it('is compared with what it prints', () => {
    const text = readFileSync(join(__dirname, 'stories.sample.ts'), 'utf8');
    const compared = [...text.matchAll(/name: '(\d\d-[\w-]+)'/g)];
    const names = [BAD_CREDENTIALS, ...compared.map(([, name]) => name)];
    expect(names).to.have.members(numbered);
  });

  it('is in the list of samples', () => {
    const list = readFileSync(join(SAMPLES, 'README.md'), 'utf8');
    const links = [...list.matchAll(/\]\((\d\d-[\w-]+)\/README\.md\)/g)];
    expect(links.map(([, name]) => name)).to.have.members(numbered);
  });
});
