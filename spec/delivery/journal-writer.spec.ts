import { expect } from 'chai';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Entry } from '../../lib/delivery/entry';
import { JournalWriter } from '../../lib/delivery/journal-writer';
import { Outbox } from '../../lib/delivery/outbox';
import { Counters } from '../../lib/delivery/stats';
import { resetWarnings, warningCount } from '../../lib/internal/diag';
import type { Journal } from '../../lib/journal/journal';
import { useShiftedClock } from '../journal/clock';
import {
  bulky,
  ended,
  filesIn,
  journalIn,
  useFolder,
} from '../journal/journal-folder';
import { namesIn } from './ended-spans';

const ROOMY = 1_000_000;

function writerOf(journal: Journal, maxBytes = ROOMY): JournalWriter {
  return new JournalWriter({
    journal,
    maxBytes,
    onFull: () => undefined,
    onRemoved: () => undefined,
    onRefused: () => undefined,
    onMended: () => undefined,
  });
}

describe('JournalWriter', () => {
  const folder = useFolder();
  const clock = useShiftedClock();
  beforeEach(resetWarnings);

  it('lets few records be written at once, and no flood', () => {
    const writer = writerOf(journalIn(folder()));
    const count = () =>
      Array.from({ length: 1_000 }, () => writer.mayWriteAtOnce()).filter(
        Boolean,
      ).length;
    expect(count()).to.be.within(64, 200);
    clock.forward(60_000);
    expect(count()).to.be.within(64, 200);
  });

  it('lets no record of a flood that lasts be written at once', () => {
    clock.stop();
    const writer = writerOf(journalIn(folder()));
    while (writer.mayWriteAtOnce());
    for (let group = 0; group < 100; group += 1) {
      writer.countGrouped(64);
      clock.forward(64);
      expect(writer.mayWriteAtOnce()).to.equal(false);
    }
    clock.forward(1_000);
    expect(writer.mayWriteAtOnce()).to.equal(true);
  });

  it('tells once of a disk that refuses, and tries again later', () => {
    const gone = join(folder(), 'gone');
    const writer = writerOf(journalIn(gone));
    const write = () => writer.write({ started: [], ended: ended('charge') });
    expect(write()).to.equal(undefined);
    mkdirSync(gone);
    expect(write()).to.equal(undefined);
    expect(warningCount('WARN_EVERSPAN_JOURNAL')).to.equal(1);
    clock.forward(30_001);
    const stored = write();
    expect(namesIn(stored?.read() ?? Buffer.of())).to.deep.equal(['charge']);
    expect(filesIn(gone)).to.have.lengthOf(1);
  });

  it('goes on in a new file after trouble', () => {
    const journal = journalIn(folder(), { generationBytes: 1 });
    const writer = writerOf(journal);
    writer.write({ started: [], ended: bulky('before') });
    rmSync(folder(), { recursive: true });
    expect(writer.write({ started: [], ended: bulky('x') })).to.equal(
      undefined,
    );
    mkdirSync(folder());
    clock.forward(30_001);
    expect(writer.write({ started: [], ended: bulky('x') })).to.not.equal(
      undefined,
    );
    expect(filesIn(folder())).to.have.lengthOf(1);
  });
});

describe('JournalWriter, when the disk space is used up', () => {
  const folder = useFolder();
  beforeEach(resetWarnings);

  /** A journal of about ten bulky records, an outbox without memory. */
  function newDelivery(maxMemoryBytes: number) {
    const counters = new Counters();
    const outbox = new Outbox(maxMemoryBytes, counters);
    const journal = journalIn(folder(), { generationBytes: 12_000 });
    const writer = new JournalWriter({
      journal,
      maxBytes: 45_000,
      onRemoved: () => undefined,
      onRefused: () => undefined,
      onMended: () => undefined,
      onFull: (oldest) => {
        const rewrite = (bytes: Uint8Array) =>
          journal.write({ started: [], ended: bytes });
        outbox.leave(oldest, rewrite, oldest.file.size / 2);
      },
    });
    const add = (name: string, failed = false) => {
      const bytes = bulky(name);
      const stored = writer.write({ started: [], ended: bytes });
      outbox.add(new Entry({ bytes, spans: 1, failed, stored }));
    };
    const dropped = () => counters.read('everspan', 0).dropped;
    return { outbox, journal, add, dropped };
  }

  function namesLeft(outbox: Outbox): readonly string[] {
    return outbox.take(10_000_000).flatMap(({ bytes }) => namesIn(bytes));
  }

  it('drops the oldest successful spans, counts and tells', () => {
    const { outbox, journal, add, dropped } = newDelivery(0);
    for (let n = 0; n < 30; n += 1) add(String(n));
    expect(journal.bytes).to.be.lessThan(60_000);
    const names = namesLeft(outbox);
    expect(names.at(-1)).to.equal('29');
    expect(names.length + dropped().disk).to.equal(30);
    expect(names).to.have.lengthOf.within(8, 14);
    expect(warningCount('WARN_EVERSPAN_DROPPED')).to.be.greaterThan(0);
  });

  it('keeps failed spans, however old', () => {
    const { outbox, add } = newDelivery(0);
    add('FAILED', true);
    for (let n = 0; n < 60; n += 1) add(String(n));
    expect(namesLeft(outbox)[0]).to.equal('FAILED');
  });

  it('stays within bounds where all have failed, and keeps the newest', () => {
    const { outbox, journal, add, dropped } = newDelivery(0);
    for (let n = 0; n < 60; n += 1) add(String(n), true);
    expect(journal.bytes).to.be.lessThan(60_000);
    expect(filesIn(folder()).length).to.be.lessThan(8);
    const names = namesLeft(outbox);
    expect(names).to.include('59');
    expect(names.length + dropped().disk).to.equal(60);
  });

  it('drops nothing that is in memory as well', () => {
    const { outbox, add, dropped } = newDelivery(16 * ROOMY);
    for (let n = 0; n < 30; n += 1) add(String(n));
    expect(dropped().disk).to.equal(0);
    expect(namesLeft(outbox)).to.have.lengthOf(30);
  });

  it('keeps its accounts', () => {
    const { outbox, journal, add } = newDelivery(160_000);
    for (let n = 0; n < 100; n += 1) add(String(n), n % 3 === 0);
    expect(outbox.bytes).to.be.within(1, 160_000);
    outbox.forget(outbox.take(10_000_000));
    expect(outbox).to.include({ bytes: 0, waiting: 0 });
    journal.close();
    expect(filesIn(folder())).to.deep.equal([]);
  });
});
