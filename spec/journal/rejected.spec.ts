import { expect } from 'chai';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { wallClockMs } from '../../lib/internal/clock';
import { Rejected, rejectedIn } from '../../lib/journal/rejected';
import { namesIn } from '../delivery/ended-spans';
import { ended, useFolder } from './journal-folder';

const DAY_MS = 86_400_000;

describe('Rejected', () => {
  const folder = useFolder();
  const path = (): string => join(folder(), 'rejected');
  const names = (): readonly string[] => readdirSync(path()).sort();
  const bounds = { maxBytes: 1e6, maxAgeMs: 2 * DAY_MS };

  it('keeps the request as it was, for its owner alone', () => {
    const rejected = new Rejected(folder(), bounds);
    expect(rejected.keep(ended('poison'), 'HTTP 400')).to.equal(path());
    const [name = ''] = names();
    expect(name).to.match(/^\d{13}-HTTP-400-[0-9a-f]{12}\.pb$/);
    const file = join(path(), name);
    expect(namesIn(readFileSync(file))).to.deep.equal(['poison']);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(statSync(path()).mode & 0o777).to.equal(0o700);
    expect(rejectedIn(folder())).to.deep.equal({ path: path(), spans: 1 });
  });

  it('makes no folder before there is something to keep', () => {
    new Rejected(folder(), bounds).prune();
    expect(existsSync(path())).to.equal(false);
    expect(rejectedIn(folder()).spans).to.equal(0);
  });

  it('lets the oldest go when it is full', () => {
    const maxBytes = 10 * ended('span 10').length;
    const rejected = new Rejected(folder(), { ...bounds, maxBytes });
    for (let n = 10; n < 90; n += 1) rejected.keep(ended(`span ${n}`), 'why');
    rejected.prune();
    const left = names().map((name) =>
      namesIn(readFileSync(join(path(), name))),
    );
    expect(left.flat()).to.have.lengthOf(10);
    expect(names().length).to.equal(10);
  });

  it('lets go what is too old', () => {
    const rejected = new Rejected(folder(), bounds);
    rejected.keep(ended('new'), 'HTTP 400');
    const old = wallClockMs() - 3 * DAY_MS;
    const name = `${old}-HTTP-400-0123456789ab.pb`;
    writeFileSync(join(path(), name), ended('old'));
    rejected.prune();
    expect(names()).to.have.lengthOf(1).and.not.include(name);
  });

  it('keeps a thousand files at most, the newest', () => {
    mkdirSync(path(), { mode: 0o700 });
    const nowMs = wallClockMs();
    const nameOf = (ageMs: number): string =>
      `${nowMs - ageMs}-HTTP-400-0123456789ab.pb`;
    for (let ageMs = 0; ageMs <= 1_000; ageMs += 1) {
      writeFileSync(join(path(), nameOf(ageMs)), '');
    }
    new Rejected(folder(), bounds).prune();
    expect(names()).to.have.lengthOf(1_000).and.not.include(nameOf(1_000));
  });

  it('touches nothing else', () => {
    const rejected = new Rejected(folder(), { maxBytes: 0, maxAgeMs: 0 });
    mkdirSync(path(), { mode: 0o700 });
    const theirs = join(path(), 'notes.txt');
    writeFileSync(theirs, 'mine');
    utimesSync(theirs, 1, 1);
    rejected.keep(ended('poison'), 'HTTP 400');
    rejected.prune();
    expect(names()).to.deep.equal(['notes.txt']);
  });

  it('keeps nothing behind a planted link', () => {
    const elsewhere = join(folder(), 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o700 });
    symlinkSync(elsewhere, path());
    const rejected = new Rejected(folder(), bounds);
    expect(rejected.keep(ended('poison'), 'HTTP 400')).to.equal(undefined);
    expect(readdirSync(elsewhere)).to.deep.equal([]);
  });

  it('keeps nothing where the disk refuses, and throws nothing', () => {
    const rejected = new Rejected(join(folder(), 'file'), bounds);
    writeFileSync(join(folder(), 'file'), '');
    expect(rejected.keep(ended('poison'), 'HTTP 400')).to.equal(undefined);
  });
});
