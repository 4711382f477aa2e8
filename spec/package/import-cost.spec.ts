import { expect } from 'chai';
import { pack, projectWith, run } from './packed';
import { temporaryFolder } from '../support/temporary-folder';

interface Loaded {
  /** Paths of files. */
  readonly files: readonly string[];
  /** Modules of node itself, without those that were there before. */
  readonly builtins: readonly string[];
}

/** Packed into few files, as users get it, and as the compiler leaves it. */
const LATE =
  /chunks.(late|carriers|idle|delivering)\.js$|[\\/](walk|redact|origin|extract|iteration|web-stream|init)\.js$/;

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

  it('loads nothing that only some calls need', () => {
    const found = loaded.files.filter((path) => LATE.test(path));
    expect(found).to.deep.equal([]);
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
