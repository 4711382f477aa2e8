import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack, ROOT } from './packed';
import { temporaryFolder } from '../support/temporary-folder';

const COMPILED = /^dist\/[\w/-]+\.(js|js\.map|d\.ts)$/;
const PAGE = /^docs\/([\w-]+\.md|(compose|grafana)\/[\w-]+\.(yaml|json))$/;
const VIEWER_PAGE = ['app.css', 'app.js', 'index.html'].map(
  (name) => `dist/viewer/page/${name}`,
);
const TEXTS = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];

describe('the packed package', () => {
  let files: readonly string[];

  before(() => {
    files = pack(temporaryFolder()).files.map(({ path }) => path);
  });

  it('holds what the compiler wrote, the page of the viewer, the docs and four texts, and nothing else', () => {
    const others = files
      .filter((path) => !COMPILED.test(path) || isOfThePage(path))
      .filter((path) => !PAGE.test(path));
    expect(others).to.have.members([...VIEWER_PAGE, ...TEXTS]);
  });

  it('has types beside every module that has a name', () => {
    const modules = files
      .filter((path) => path.endsWith('.js'))
      .filter((path) => !isOfThePage(path) && !path.includes('/chunks/'));
    const types = modules.map((path) => path.replace(/\.js$/, '.d.ts'));
    expect(modules).to.include('dist/index.js');
    expect(files).to.include.members(types);
  });

  it('has source maps that hold the sources, which are not packed', () => {
    const maps = files.filter((path) => path.endsWith('.map'));
    expect(maps).to.include('dist/index.js.map');
    for (const path of maps) {
      const text = readFileSync(join(ROOT, path), 'utf8');
      const map = JSON.parse(text) as { readonly sourcesContent?: unknown };
      expect(map.sourcesContent, path).to.be.an('array').that.is.not.empty;
    }
  });
});

/** For browsers: nobody imports it. */
function isOfThePage(path: string): boolean {
  return path.startsWith('dist/viewer/page/');
}
