import { expect } from 'chai';
import { Headers } from '../../lib/journal/headers';
import { journalsIn, type Files } from '../../lib/journal/listing';
import { BINDING, ended, journalIn, useFolder } from './journal-folder';

const THEIRS = { ...BINDING, service: 'billing', credentials: 'bb22' };

describe('Headers', () => {
  const folder = useFolder();

  /** A journal that is for others to send. */
  function theirs(): Files {
    const journal = journalIn(folder(), { binding: THEIRS });
    journal.write({ started: [], ended: ended('theirs') });
    journal.close();
    const [files] = journalsIn(folder(), () => false);
    return files!;
  }

  /** Asks for `count` journals that are gone since the folder was read. */
  function readGone(headers: Headers, count: number, look = 0): void {
    for (let nth = 0; nth < count; nth += 1) {
      const journal = `${look}-${nth}`;
      headers.of({ ...NO_FILE, journal });
    }
  }

  it('opens a hundred journals in one look, and the others in the next', () => {
    const files = theirs();
    const headers = new Headers(folder(), BINDING);
    headers.begin();
    readGone(headers, 100);
    expect(headers.isComplete).to.equal(true);
    expect(headers.of(files)).to.equal(undefined);
    expect(headers.isComplete).to.equal(false);
    headers.begin();
    readGone(headers, 99);
    expect(headers.of(files)?.binding).to.deep.equal(THEIRS);
    readGone(headers, 100);
    expect(headers.isComplete).to.equal(true);
  });

  it('remembers twenty thousand, and then begins anew', () => {
    const files = theirs();
    const headers = new Headers(folder(), BINDING);
    headers.of(files);
    for (let look = 1; look < 200; look += 1) {
      headers.begin();
      readGone(headers, 100, look);
    }
    headers.begin();
    readGone(headers, 99, 200);
    headers.begin();
    expect(headers.isForOthers(files.journal)).to.equal(true);
    readGone(headers, 1, 201);
    headers.begin();
    expect(headers.isForOthers(files.journal)).to.equal(false);
  });
});

const NO_FILE = { names: [], bytes: 0, writtenMs: 0, touchedMs: 0 };
