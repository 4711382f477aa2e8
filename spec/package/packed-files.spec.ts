import { expect } from 'chai';
import { pack, temporaryFolder } from './packed';

const COMPILED = /^dist\/[\w/-]+\.(js|js\.map|d\.ts)$/;
const TEXTS = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];

describe('the packed package', () => {
  let files: readonly string[];

  before(() => {
    files = pack(temporaryFolder()).files.map(({ path }) => path);
  });

  it('holds what the compiler wrote and four texts, and nothing else', () => {
    const others = files.filter((path) => !COMPILED.test(path));
    expect(others).to.have.members(TEXTS);
  });

  it('has types beside every module', () => {
    const modules = files.filter((path) => path.endsWith('.js'));
    const types = modules.map((path) => path.replace(/\.js$/, '.d.ts'));
    expect(modules).to.include('dist/index.js');
    expect(files).to.include.members(types);
  });
});
