import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { JournalFile } from '../../lib/journal/file';
import { startChild } from './child';
import { useFolder } from './journal-folder';

const LINE = Buffer.from('a line of a journal\n');

describe('JournalFile', () => {
  const folder = useFolder();
  const path = (): string => join(folder(), 'file');

  it('is made for its owner alone', () => {
    JournalFile.create(path()).close();
    expect(statSync(path()).mode & 0o777).to.equal(0o600);
  });

  it('never takes over a file that is there', () => {
    writeFileSync(path(), 'theirs');
    expect(() => JournalFile.create(path())).to.throw('EEXIST');
    expect(readFileSync(path(), 'utf8')).to.equal('theirs');
  });

  it('never follows a planted link', () => {
    const theirs = join(folder(), 'theirs');
    writeFileSync(theirs, 'theirs');
    symlinkSync(theirs, path());
    expect(() => JournalFile.create(path())).to.throw('EEXIST');
    expect(() => JournalFile.open(path())).to.throw('ELOOP');
    expect(readFileSync(theirs, 'utf8')).to.equal('theirs');
  });

  it('appends, and reads what it appended', () => {
    const file = JournalFile.create(path());
    expect(file.append(LINE)).to.equal(0);
    expect(file.append(LINE)).to.equal(LINE.length);
    expect(file.size).to.equal(2 * LINE.length);
    expect(file.read(LINE.length, LINE.length).equals(LINE)).to.equal(true);
    file.close();
    const again = JournalFile.open(path());
    expect(again.append(LINE)).to.equal(2 * LINE.length);
    again.close();
    expect(readFileSync(path(), 'utf8')).to.equal(String(LINE).repeat(3));
  });

  it('gives no bytes that are not there', () => {
    const file = JournalFile.create(path());
    file.append(LINE);
    expect(() => file.read(1, LINE.length)).to.throw('shorter');
    file.close();
  });

  it('was written when it was beaten for', () => {
    const file = JournalFile.create(path());
    file.beat(1_795_000_000_250);
    expect(statSync(path()).mtimeMs).to.be.closeTo(1_795_000_000_250, 0.01);
    file.close();
  });

  it('is not in place once it is renamed, removed or replaced', () => {
    for (const change of [renamed, unlinkSync, replaced]) {
      const file = JournalFile.create(path());
      expect(file.isInPlace()).to.equal(true);
      change(path());
      expect(file.isInPlace()).to.equal(false);
      file.remove();
      const isThere = existsSync(path());
      expect(isThere).to.equal(change === replaced);
      if (isThere) unlinkSync(path());
    }
  });

  it('is not open in the children of its process', () => {
    const file = JournalFile.create(path());
    const list = ['-l', '/proc/self/fd'];
    const { stdout } = spawnSync('ls', list, { encoding: 'utf8' });
    expect(stdout).to.include('/proc/').and.not.include(path());
    file.close();
  });

  it('is gone when it is removed, however often', () => {
    const file = JournalFile.create(path());
    file.remove();
    file.remove();
    file.close();
    expect(existsSync(path())).to.equal(false);
  });

  it('does not touch another file that has got its descriptor', () => {
    const file = JournalFile.create(path());
    file.append(LINE);
    file.close();
    const other = openSync(join(folder(), 'other'), 'wx+');
    file.close();
    file.remove();
    expect(() => file.read(0, 1)).to.throw('closed');
    expect(() => file.append(LINE)).to.throw('closed');
    expect(() => {
      file.beat(0);
    }).to.throw('closed');
    expect(statSync(join(folder(), 'other')).size).to.equal(0);
    closeSync(other);
  });
});

describe('JournalFile, on a disk that is full', () => {
  const folder = useFolder();

  it('refuses, and then takes nothing more', () => {
    const file = JournalFile.open('/dev/full');
    expect(() => file.append(LINE)).to.throw('ENOSPC');
    expect(file.size).to.equal(0);
    expect(() => file.append(LINE)).to.throw('damaged');
    file.close();
  });

  it('knows what a short write has taken', async () => {
    const path = join(folder(), 'file');
    const limited = ['sh', '-c', 'ulimit -f 8; exec "$@"', 'sh'];
    const child = startChild('fill-a-file.ts', [path], limited);
    const told = JSON.parse((await child.line()) ?? '') as object;
    const { size } = statSync(path);
    expect(size).to.be.greaterThan(1_000);
    expect(told).to.deep.equal({
      size,
      full: 'EFBIG: file too large, write',
      later: 'the file is damaged',
      first: 'first',
    });
  });
});

function renamed(path: string): void {
  renameSync(path, `${path}.claimed`);
}

function replaced(path: string): void {
  unlinkSync(path);
  // So that it does not get the number of the one that is gone.
  writeFileSync(`${path}.first`, '');
  writeFileSync(path, 'theirs');
}
