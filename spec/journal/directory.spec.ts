import { expect } from 'chai';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openDirectory, type Folder } from '../../lib/journal/directory';
import { startChild } from './child';
import { useFolder } from './journal-folder';

const USER = process.getuid?.() ?? 0;
const OWN_NAME = `everspan-${String(USER)}`;
/** Nobody can make a folder there. */
const REFUSING = '/proc';

function usable(path: string): Folder {
  return { kind: 'usable', path };
}

/** The environment of every test is its own. */
function useEnvironment(): (variables: Record<string, string>) => void {
  const NAMES = ['HOME', 'XDG_STATE_HOME', 'TMPDIR'];
  let before: (readonly [string, string | undefined])[] = [];
  beforeEach(() => {
    before = NAMES.map((name) => [name, process.env[name]]);
    for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  });
  afterEach(() => {
    for (const [name, value] of before) {
      Reflect.deleteProperty(process.env, name);
      if (value !== undefined) process.env[name] = value;
    }
  });
  return (variables) => Object.assign(process.env, variables);
}

describe('openDirectory, of a folder that is asked for', () => {
  const folder = useFolder();

  it('makes it, for its owner alone', () => {
    const path = join(folder(), 'a', 'b');
    expect(openDirectory(path)).to.deep.equal(usable(path));
    expect(statSync(path).mode & 0o777).to.equal(0o700);
    expect(openDirectory(path)).to.deep.equal(usable(path));
  });

  it('makes one inside where others may write, and leaves theirs alone', () => {
    chmodSync(folder(), 0o777);
    writeFileSync(join(folder(), 'theirs'), 'theirs');
    const path = join(folder(), OWN_NAME);
    expect(openDirectory(folder())).to.deep.equal(usable(path));
    expect(statSync(path).mode & 0o777).to.equal(0o700);
    expect(statSync(folder()).mode & 0o777).to.equal(0o777);
    expect(readdirSync(folder())).to.have.members(['theirs', OWN_NAME]);
  });

  it('refuses a planted link to somebody’s folder', () => {
    const theirs = join(folder(), 'theirs');
    const volume = join(folder(), 'volume');
    mkdirSync(theirs, { mode: 0o700 });
    mkdirSync(volume);
    chmodSync(volume, 0o777);
    symlinkSync(theirs, join(volume, OWN_NAME));
    const refused = openDirectory(volume);
    expect(refused).to.include({ kind: 'refused' });
    expect(refused).to.have.property('why', `${volume} is open to other users`);
    expect(readdirSync(theirs)).to.deep.equal([]);
  });

  it('refuses a link that leads nowhere', () => {
    const link = join(folder(), 'link');
    symlinkSync(join(folder(), 'nowhere'), link);
    expect(openDirectory(link)).to.include({ kind: 'refused' });
    expect(existsSync(join(folder(), 'nowhere'))).to.equal(false);
  });

  it('refuses a file that is in the way', () => {
    const path = join(folder(), 'file');
    writeFileSync(path, 'theirs');
    const refused = openDirectory(path);
    expect(refused).to.include({ kind: 'refused' });
  });

  it('refuses a relative one in a working folder that is gone', () => {
    const before = process.cwd();
    const gone = join(folder(), 'gone');
    mkdirSync(gone);
    process.chdir(gone);
    rmdirSync(gone);
    const opened = openDirectory('journal');
    process.chdir(before);
    expect(opened).to.include({ kind: 'refused' });
    expect(opened).to.have.property('why').that.includes('ENOENT');
  });

  it('refuses where nothing can be made, and says why', () => {
    const refused = openDirectory(join(REFUSING, 'everspan'));
    expect(refused).to.include({ kind: 'refused' });
    expect(JSON.stringify(refused)).to.include(`mkdir '${REFUSING}/everspan'`);
  });
});

describe('openDirectory, of no folder in particular', () => {
  const folder = useFolder();
  const environment = useEnvironment();

  it('takes the state folder of the user', () => {
    environment({ HOME: folder() });
    const path = join(folder(), '.local', 'state', 'everspan');
    expect(openDirectory(undefined)).to.deep.equal(usable(path));
    environment({ XDG_STATE_HOME: join(folder(), 'state') });
    const named = join(folder(), 'state', 'everspan');
    expect(openDirectory(undefined)).to.deep.equal(usable(named));
  });

  it('never takes a path that depends on where the program is run', () => {
    environment({ HOME: '', XDG_STATE_HOME: 'state', TMPDIR: folder() });
    const path = join(folder(), OWN_NAME);
    expect(openDirectory(undefined)).to.deep.equal(usable(path));
  });

  it('takes the temporary folder where there is no other', () => {
    environment({ HOME: REFUSING, TMPDIR: folder() });
    const path = join(folder(), OWN_NAME);
    expect(openDirectory(undefined)).to.deep.equal(usable(path));
  });

  it('says what is wrong with the first choice where none is usable', () => {
    environment({ HOME: REFUSING, TMPDIR: REFUSING });
    const refused = openDirectory(undefined);
    expect(JSON.stringify(refused)).to.include(`mkdir '${REFUSING}/.local`);
  });
});

/** Only root can be somebody else; whoever is not root is that already. */
const NOBODY = USER === 0 ? ['setpriv', '--reuid=12345', '--clear-groups'] : [];

describe('openDirectory, for a user without name or rights', () => {
  const folder = useFolder();

  it('finds one in a volume that is root’s and open to all', async () => {
    if (USER === 0) chownSync(folder(), 0, 0);
    chmodSync(folder(), 0o777);
    const child = startChild('open-directory.ts', [folder()], NOBODY);
    const found = JSON.parse((await child.line()) ?? '') as Folder;
    expect(found.kind).to.equal('usable');
    expect(JSON.stringify(found)).to.match(/everspan-\d+"}$/);
  });

  it('refuses another user’s folder', async () => {
    const child = startChild('open-directory.ts', ['/usr'], NOBODY);
    const found = JSON.parse((await child.line()) ?? '') as Folder;
    expect(found.kind).to.equal('refused');
    expect(JSON.stringify(found)).to.include('/usr belongs to another user');
  });

  it('needs no home folder', async () => {
    chmodSync(folder(), 0o777);
    const bare = [...NOBODY, 'env', '-i', `TMPDIR=${folder()}`];
    const child = startChild('open-directory.ts', [], bare);
    const found = JSON.parse((await child.line()) ?? '') as Folder;
    expect(found.kind).to.equal('usable');
  });
});
