import { expect } from 'chai';
import { basename, join } from 'node:path';
import { pack, projectWith, run } from './packed';
import { temporaryFolder } from '../support/temporary-folder';

interface Loaded {
  /** Paths of files. */
  readonly files: readonly string[];
  /** Modules of node itself, without those that were there before. */
  readonly builtins: readonly string[];
}

/** Listeners would be the first sign of an effect. */
const PROGRAM = `
  const before = new Set(process.moduleLoadList);
  const listeners = () => process.eventNames().map(String).sort().join();
  const listenersBefore = listeners();
  require('everspan');
  const builtins = process.moduleLoadList
    .filter((name) => !before.has(name))
    .map((name) => name.replace(/^\\w+ /, ''));
  const isQuiet = listeners() === listenersBefore;
  const files = Object.keys(require.cache);
  console.log(JSON.stringify({ files, builtins, isQuiet }));
`;

describe('importing the root', () => {
  let loaded: Loaded & { readonly isQuiet: boolean };

  before(() => {
    const folder = temporaryFolder();
    const project = projectWith(folder, pack(folder));
    loaded = JSON.parse(run(project, 'cost.cjs', PROGRAM)) as typeof loaded;
  });

  it('loads no package but the API', () => {
    const packages = loaded.files.map((path) =>
      /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/
        .exec(path)?.[1]
        ?.replace('\\', '/'),
    );
    const others = packages.filter((name) => name !== undefined);
    expect(new Set(others)).to.deep.equal(
      new Set(['everspan', '@opentelemetry/api']),
    );
  });

  it('loads three files, and none that only some calls need', () => {
    const own = loaded.files.filter((path) =>
      path.includes(join('everspan', 'dist')),
    );
    const names = own.map((path) => basename(path));
    expect(names).to.have.members(['index.js', 'annotating.js', 'internal.js']);
  });

  it('loads nothing of node that reaches outside', () => {
    const reaching = /^(_?http|https|_?tls|net|dns|dgram|worker|child_process)/;
    const found = loaded.builtins.filter((name) => reaching.test(name));
    expect(found).to.deep.equal([]);
  });

  it('adds no listener to the process', () => {
    expect(loaded.isQuiet).to.equal(true);
  });
});
