import { expect } from 'chai';
import { Outbox } from '../../lib/delivery/outbox';
import { Counters } from '../../lib/delivery/stats';
import { resetWarnings, warningCount } from '../../lib/internal/diag';
import { entryOf, FakeDisk, namesOf, type EntryFields } from './entries';

/** Room for two entries in memory. */
function newOutbox(maxBytes = 200) {
  const counters = new Counters();
  const outbox = new Outbox(maxBytes, counters);
  const dropped = () => counters.read('everspan', 0).dropped;
  const add = (name: string, fields: EntryFields = {}) => {
    const entry = entryOf(name, fields);
    outbox.add(entry);
    return entry;
  };
  return { outbox, add, dropped };
}

/** A sixteenth of the bound is for what is on disk as well. */
describe('Outbox, with a journal', () => {
  const disk = new FakeDisk();
  beforeEach(() => {
    disk.takenFrom.length = 0;
    disk.isBroken = false;
    resetWarnings();
  });

  it('leaves the oldest successful ones to the disk, and loses none', () => {
    const { outbox, add, dropped } = newOutbox(16 * 200);
    const entries = [
      add('a', { disk }),
      add('B', { disk, failed: true }),
      add('c', { disk }),
      add('D', { disk, failed: true }),
    ];
    expect(entries.map(({ memory }) => memory)).to.deep.equal([0, 100, 0, 100]);
    expect(outbox).to.include({ bytes: 200, waiting: 4 });
    expect(dropped()).to.include({ memory: 0 });
    expect(namesOf(outbox.take(1_000))).to.deep.equal(['B', 'D', 'a', 'c']);
    expect(outbox.bytes).to.equal(400);
  });

  it('drops nothing while anything can be left to the disk', () => {
    const { outbox, add, dropped } = newOutbox();
    add('a');
    add('B', { disk, failed: true });
    add('c');
    expect(dropped()).to.include({ memory: 0 });
    expect(outbox).to.include({ bytes: 200, waiting: 3 });
    add('d');
    expect(dropped()).to.include({ memory: 1 });
    expect(namesOf(outbox.take(1_000))).to.deep.equal(['B', 'c', 'd']);
    expect(warningCount('WARN_EVERSPAN_DROPPED')).to.equal(1);
  });

  it('keeps its accounts through eviction, sending and coming back', () => {
    const { outbox, add } = newOutbox(16 * 200);
    for (const name of ['a', 'b', 'c', 'd']) add(name, { disk });
    for (let turn = 0; turn < 5; turn += 1) {
      const batch = outbox.take(250);
      expect(outbox.bytes).to.be.within(200, 400);
      outbox.giveBack(batch);
      expect(outbox).to.include({ bytes: 200, waiting: 4 });
    }
    outbox.forget(outbox.take(1_000));
    expect(outbox).to.include({ bytes: 0, waiting: 0 });
    expect(disk.takenFrom).to.have.lengthOf(4);
  });

  it('gives up what the disk does not give back, and goes on', () => {
    const { outbox, add, dropped } = newOutbox(16 * 150);
    add('a', { disk });
    add('b', { disk });
    disk.isBroken = true;
    expect(outbox.take(1_000)).to.have.lengthOf(1);
    expect(dropped()).to.include({ disk: 1 });
    expect(outbox).to.include({ bytes: 100, waiting: 1 });
    expect(disk.takenFrom).to.have.lengthOf(1);
  });

  it('sends spans of dead processes last, and drops none of them', () => {
    const { outbox, add, dropped } = newOutbox();
    add('R', { disk, isRecovered: true, failed: true });
    add('a');
    add('B', { failed: true });
    expect(outbox).to.include({ bytes: 200, waiting: 2, recovered: 1 });
    expect(namesOf(outbox.take(1_000))).to.deep.equal(['B', 'a', 'R']);
    expect(dropped()).to.include({ memory: 0 });
  });

  it('leaves spans of dead processes that are not on their way', () => {
    const { outbox, add } = newOutbox(1_000);
    add('r', { disk, isRecovered: true });
    const batch = outbox.take(1_000);
    add('s', { disk, isRecovered: true });
    outbox.leaveRecovered();
    expect(outbox).to.include({ bytes: 100, recovered: 1 });
    outbox.forget(batch);
    expect(outbox).to.include({ bytes: 0, recovered: 0 });
    expect(disk.takenFrom).to.have.lengthOf(1);
  });

  it('counts as lost at the end only what is not on disk', () => {
    const { outbox, add } = newOutbox(1_000);
    add('a', { disk });
    add('b');
    add('C', { failed: true });
    add('r', { disk, isRecovered: true });
    outbox.take(1);
    expect(outbox.clear()).to.equal(2);
    expect(outbox).to.include({ bytes: 0, waiting: 0, recovered: 0 });
    expect(disk.takenFrom).to.deep.equal([]);
  });
});
