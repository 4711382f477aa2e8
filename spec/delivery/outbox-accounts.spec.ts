import { expect } from 'chai';

import { warningCount } from '../../lib/internal/diag';
import { overhearing } from '../internal/overheard';
import {
  namesInBatch,
  newDesk,
  statsOf,
  takeAll,
  type FedOutbox,
} from './desk';
import { endedSpan, requestOf } from './ended-spans';

const SIZE = requestOf([endedSpan({ name: 'a' })]).length;

function addEntry(outbox: FedOutbox, name: string, failed = false): void {
  outbox.add(endedSpan({ name, failed }));
  outbox.giveBack(outbox.take(0));
}

function names(outbox: FedOutbox): readonly string[] {
  return takeAll(outbox).flatMap(namesInBatch);
}

describe('Outbox, when its bound is reached', () => {
  overhearing();

  it('drops the oldest successful ones first, then the oldest failed', () => {
    const desk = newDesk(2 * SIZE + 8);
    const { outbox } = desk;
    addEntry(outbox, 'a');
    addEntry(outbox, 'B', true);
    addEntry(outbox, 'c');
    expect(statsOf(desk)).to.deep.include({ waiting: 2 });
    addEntry(outbox, 'D', true);
    addEntry(outbox, 'E', true);
    expect(statsOf(desk).dropped).to.include({ memory: 3 });
    expect(names(outbox)).to.deep.equal(['D', 'E']);
  });

  it('tells of it, once', () => {
    const told = warningCount('WARN_EVERSPAN_DROPPED');
    const { outbox } = newDesk(1);
    addEntry(outbox, 'a');
    expect(warningCount('WARN_EVERSPAN_DROPPED')).to.equal(told + 1);
  });

  it('never drops what is on its way', () => {
    const desk = newDesk(SIZE + 4);
    const { outbox } = desk;
    outbox.add(endedSpan({ name: 'a' }));
    const onItsWay = outbox.take(1);
    outbox.add(endedSpan({ name: 'b' }));
    expect(outbox.take(1)).to.deep.equal([]);
    expect(statsOf(desk)).to.deep.include({ waiting: 1 });
    expect(outbox.forget(onItsWay)).to.equal(1);
    expect(outbox).to.include({ waiting: 0, bytes: 0 });
  });

  it('drops one that comes back when there is no room left', () => {
    const desk = newDesk(SIZE + 4);
    const { outbox } = desk;
    outbox.add(endedSpan({ name: 'A', failed: true }));
    const onItsWay = outbox.take(1);
    outbox.giveBack(onItsWay);
    addEntry(outbox, 'b');
    expect(names(outbox)).to.deep.equal(['A']);
    expect(statsOf(desk).dropped).to.include({ memory: 1 });
  });
});

describe('Outbox, of a batch on its way', () => {
  it('puts it back to the front, in its order', () => {
    const { outbox } = newDesk();
    addEntry(outbox, 'a');
    addEntry(outbox, 'B', true);
    addEntry(outbox, 'c');
    const batch = outbox.take(Infinity);
    addEntry(outbox, 'd');
    outbox.giveBack(batch);
    expect(names(outbox)).to.deep.equal(['B', 'a', 'c', 'd']);
  });

  it('gives back once, however often it is told', () => {
    const { outbox } = newDesk();
    addEntry(outbox, 'a');
    const batch = outbox.take(1);
    outbox.giveBack(batch);
    outbox.giveBack(batch);
    outbox.reclaim();
    expect(outbox).to.include({ waiting: 1, bytes: batch[0]?.bytes.length });
    expect(names(outbox)).to.deep.equal(['a']);
  });

  it('forgets once, and gives nothing back that is forgotten', () => {
    const { outbox } = newDesk();
    addEntry(outbox, 'a');
    const batch = outbox.take(1);
    expect(outbox.forget(batch)).to.equal(1);
    expect(outbox.forget(batch)).to.equal(0);
    outbox.giveBack(batch);
    expect(outbox).to.include({ waiting: 0, bytes: 0 });
    expect(names(outbox)).to.deep.equal([]);
  });

  it('takes back everything on its way at the end of the process', () => {
    const { outbox } = newDesk();
    for (const name of ['a', 'b', 'c']) addEntry(outbox, name);
    const first = outbox.take(1);
    outbox.take(1);
    outbox.reclaim();
    expect(outbox.forget(first)).to.equal(0);
    expect(outbox.waiting).to.equal(3);
    expect(names(outbox)).to.deep.equal(['a', 'b', 'c']);
  });

  it('does not forget by a late answer what is on its way again', () => {
    const { outbox } = newDesk();
    addEntry(outbox, 'a');
    const early = outbox.take(1);
    outbox.reclaim();
    const late = outbox.take(1);
    // The same entry: whoever hears first that it was taken forgets it.
    expect(late).to.deep.equal(early);
    expect(outbox.forget(early) + outbox.forget(late)).to.equal(1);
  });

  it('gives up everything, ungrouped spans too, and says how many', () => {
    const { outbox } = newDesk();
    addEntry(outbox, 'a');
    addEntry(outbox, 'B', true);
    const batch = outbox.take(1);
    outbox.add(endedSpan());
    expect(outbox.clear()).to.equal(3);
    outbox.giveBack(batch);
    expect(outbox.forget(batch)).to.equal(0);
    expect(outbox).to.include({ waiting: 0, bytes: 0 });
    expect(outbox.take(1)).to.deep.equal([]);
  });
});
