import { expect } from 'chai';
import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RECORD } from '../../lib/journal/frame';
import { decodeHeader } from '../../lib/journal/header';
import type { Journal } from '../../lib/journal/journal';
import type { Stored } from '../../lib/journal/stored';
import { namesIn } from '../delivery/ended-spans';
import {
  BINDING,
  DEAD,
  bulky,
  ended,
  filesIn,
  framesIn,
  journalIn,
  spanOf,
  useFolder,
} from './journal-folder';

/** Every bulky record begins a file of its own. */
const TINY = { generationBytes: 1 };

function write(journal: Journal, name: string): Stored {
  const stored = journal.write({ started: [], ended: bulky(name) });
  if (!stored) throw new Error('Nothing was written.');
  return stored;
}

describe('Journal', () => {
  const folder = useFolder();
  const files = (): readonly string[] => filesIn(folder());
  const typesIn = (nth: number): readonly number[] =>
    framesIn(join(folder(), files()[nth] ?? '')).map(({ type }) => type);

  it('makes no file before there is something to write', () => {
    const journal = journalIn(folder());
    expect(journal.write({ started: [], ended: undefined })).to.equal(
      undefined,
    );
    journal.taken([]);
    journal.beat();
    journal.close();
    expect(files()).to.deep.equal([]);
  });

  it('begins a file with its owner and binding, for the owner alone', () => {
    write(journalIn(folder()), 'charge');
    const path = join(folder(), files()[0] ?? '');
    const [header] = framesIn(path);
    expect(header?.type).to.equal(RECORD.header);
    expect(decodeHeader(header?.payload ?? new Uint8Array())).to.deep.equal({
      format: 1,
      owner: DEAD,
      binding: BINDING,
    });
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it('gives back the bytes that it was given', () => {
    const journal = journalIn(folder());
    const started = [spanOf('open').started, spanOf('open too').started];
    const both = journal.write({ started, ended: ended('first') });
    const stored = [both, write(journal, 'second')];
    const names = stored.flatMap((each) =>
      namesIn(each?.read() ?? Buffer.of()),
    );
    expect(names).to.deep.equal(['first', 'second']);
    expect(journal.write({ started, ended: undefined })).to.equal(undefined);
  });

  it('is followed by another file when it is full', () => {
    const journal = journalIn(folder(), { generationBytes: 20_000 });
    const stored = Array.from({ length: 40 }, (_, n) => write(journal, `${n}`));
    const sizes = files().map((name) => statSync(join(folder(), name)).size);
    expect(sizes.length).to.be.greaterThan(1);
    for (const size of sizes) expect(size).to.be.lessThan(25_000);
    expect(journal.bytes).to.equal(sizes.reduce((a, b) => a + b));
    const names = stored.flatMap((each) => namesIn(each.read()));
    expect(names).to.deep.equal(stored.map((_, n) => `${n}`));
  });

  it('copies open starts forward, before a file counts as begun', () => {
    const open = spanOf('open').started;
    const journal = journalIn(folder(), { ...TINY, openSpans: () => [open] });
    write(journal, 'first');
    write(journal, 'second');
    const { header, started, begun } = RECORD;
    const types = [header, started, RECORD.ended, begun];
    expect(typesIn(0)).to.deep.equal(types);
    expect(typesIn(1)).to.deep.equal(types);
  });

  it('does not copy forward for every record what fills a file by itself', () => {
    const open = Array.from({ length: 100 }, () => spanOf('open').started);
    const journal = journalIn(folder(), { ...TINY, openSpans: () => open });
    for (let n = 0; n < 10; n += 1) write(journal, 'charge');
    expect(files().length).to.be.lessThan(4);
  });

  it('removes an older file when all in it was taken', () => {
    const journal = journalIn(folder(), TINY);
    const [first, second, third] = ['1', '2', '3'].map((n) =>
      write(journal, n),
    );
    journal.taken([second!]);
    expect(files()).to.have.lengthOf(2);
    journal.taken([first!, third!]);
    expect(files()).to.have.lengthOf(1);
  });

  it('notes what was taken in the file that is written to', () => {
    const journal = journalIn(folder());
    const [first] = [write(journal, 'first'), write(journal, 'second')];
    journal.taken([first]);
    const { header, begun, taken } = RECORD;
    const types = [header, RECORD.ended, begun, RECORD.ended, taken];
    expect(typesIn(0)).to.deep.equal(types);
  });

  it('gives up a generation when it is told to, and keeps the others', () => {
    const journal = journalIn(folder(), TINY);
    expect(journal.oldest).to.equal(undefined);
    const stored = [write(journal, 'first'), write(journal, 'second')];
    const { oldest } = journal;
    journal.remove(oldest!);
    journal.remove(oldest!);
    journal.taken(stored);
    expect(() => stored[0]?.read()).to.throw('closed');
    expect(files()).to.have.lengthOf(1);
    expect(journal.bytes).to.equal(statSync(join(folder(), files()[0]!)).size);
  });

  it('writes into a new file after trouble, and still gives the old bytes', () => {
    const journal = journalIn(folder());
    const first = write(journal, 'first');
    journal.abandon();
    write(journal, 'second');
    expect(files()).to.have.lengthOf(2);
    expect(namesIn(first.read())).to.deep.equal(['first']);
    journal.taken([first]);
    expect(files()).to.have.lengthOf(1);
  });

  it('writes no header’s value to the disk', () => {
    write(journalIn(folder()), 'charge');
    const text = readFileSync(join(folder(), files()[0]!), 'latin1');
    expect(text).to.include('"credentials":"aa11"').and.not.include('Bearer');
  });

  it('throws where the folder is gone, and leaves nothing behind', () => {
    const journal = journalIn(join(folder(), 'gone'));
    expect(() => write(journal, 'first')).to.throw('ENOENT');
    journal.close();
    expect(files()).to.deep.equal([]);
  });

  it('leaves alone a file that somebody has claimed', () => {
    const journal = journalIn(folder(), TINY);
    const first = write(journal, 'first');
    const [name = ''] = files();
    renameSync(join(folder(), name), join(folder(), `${name}.claimed-x`));
    write(journal, 'second');
    journal.taken([first]);
    expect(files()).to.include(`${name}.claimed-x`).and.have.lengthOf(2);
  });
});
