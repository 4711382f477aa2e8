import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { claim } from '../../lib/journal/claim';
import { findDead } from '../../lib/journal/find-dead';
import { useShiftedClock } from '../journal/clock';
import {
  BINDING,
  bulky,
  ended,
  filesIn,
  journalIn,
  recovererIn,
  useFolder,
} from '../journal/journal-folder';
import {
  DAY_MS,
  dieIn,
  recoveryIn,
  sendAll,
  until,
  type RecoveryBounds,
} from './recovery-trial';

describe('Recovery', () => {
  const folder = useFolder();
  const clock = useShiftedClock();

  const newRecovery = (bounds?: RecoveryBounds) => recoveryIn(folder(), bounds);
  const die = (...names: readonly string[]): void => {
    dieIn(folder(), names);
  };

  it('takes over one journal after the other', async () => {
    die('a', 'b');
    die('c');
    const { recovery, outbox, claims } = newRecovery();
    recovery.start();
    const sent: string[] = [];
    for (let n = 1; n <= 2; n += 1) {
      await until(() => claims() === n);
      expect(outbox.waiting).to.equal(0);
      sent.push(...sendAll(outbox));
    }
    recovery.stop();
    expect(sent.sort()).to.deep.equal(['a', 'b', 'c']);
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('gives back what was not sent, and can go on', async () => {
    die('a', 'b');
    const [name] = filesIn(folder());
    const { recovery, outbox, claims } = newRecovery();
    recovery.start();
    await until(() => claims() === 1);
    outbox.forget(outbox.take(1));
    recovery.stop();
    recovery.stop();
    expect(outbox).to.include({ recovered: 0, bytes: 0 });
    expect(filesIn(folder())).to.deep.equal([name]);
    recovery.start();
    await until(() => claims() === 2);
    expect(sendAll(outbox)).to.deep.equal(['b']);
    recovery.stop();
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('keeps what is on its way: nobody else sends it as well', () => {
    die('a');
    const { recovery, outbox } = newRecovery();
    recovery.carryOne();
    const batch = outbox.take(1e9);
    recovery.stop();
    expect(findDead(recovererIn(folder()))).to.deep.equal([]);
    outbox.forget(batch);
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('holds no more in memory than the outbox may', () => {
    die(...Array.from({ length: 50 }, (_, n) => `${n}`));
    const { recovery, outbox } = newRecovery({ maxMemoryBytes: 2_000 });
    recovery.carryOne();
    expect(outbox.bytes).to.be.at.most(2_000);
    expect(sendAll(outbox)).to.have.lengthOf(50);
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('takes a large journal over a part at a time', async () => {
    const journal = journalIn(folder());
    for (let n = 0; n < 600; n += 1) {
      journal.write({ started: [], ended: bulky(`${n}`) });
    }
    const { recovery, outbox, claims } = newRecovery({ maxBytes: 1e9 });
    recovery.start();
    const sent: string[] = [];
    for (let part = 1; sent.length < 600; part += 1) {
      await until(() => claims() === part);
      expect(outbox.bytes).to.be.lessThan(1_100_000);
      sent.push(...sendAll(outbox));
    }
    recovery.stop();
    expect(sent).to.deep.equal(Array.from({ length: 600 }, (_, n) => `${n}`));
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('carries one small journal along, and no large one', () => {
    const journal = journalIn(folder(), { generationBytes: 1e9 });
    for (let n = 0; n < 300; n += 1) {
      journal.write({ started: [], ended: bulky('large') });
    }
    die('a');
    die('b');
    const { recovery, outbox } = newRecovery();
    recovery.carryOne();
    recovery.carryOne();
    expect(outbox.recovered).to.equal(1);
    recovery.stop();
    expect(filesIn(folder())).to.have.lengthOf(3);
  });

  it('gives up what is too old, and counts it', async () => {
    die('a', 'b');
    clock.forward(3 * DAY_MS);
    const { recovery, dropped } = newRecovery();
    recovery.start();
    await until(() => filesIn(folder()).length === 0);
    recovery.stop();
    expect(dropped()).to.include({ age: 2, disk: 0 });
  });

  it('gives up nothing that seems to be from the future', async () => {
    die('a');
    clock.set(-30 * DAY_MS);
    const { recovery, outbox, dropped, claims } = newRecovery();
    recovery.start();
    await until(() => claims() === 1);
    expect(sendAll(outbox)).to.deep.equal(['a']);
    expect(dropped()).to.include({ age: 0, disk: 0 });
    recovery.stop();
  });

  it('comes to its own behind a thousand journals of others', async () => {
    for (let n = 0; n < 1_000; n += 1) {
      const binding = { ...BINDING, service: 'other', credentials: 'other' };
      const other = journalIn(folder(), { binding });
      other.write({ started: [], ended: ended('other') });
      other.close();
    }
    const others = filesIn(folder());
    die('a');
    const { recovery, outbox, claims } = newRecovery({ maxBytes: 1e9 });
    recovery.start();
    await until(() => claims() === 1);
    expect(sendAll(outbox)).to.deep.equal(['a']);
    recovery.stop();
    expect(filesIn(folder())).to.deep.equal(others);
  });

  it('gives up the oldest where all are too much, and counts them', async () => {
    for (const name of ['a', 'b', 'c', 'd']) die(name);
    const [found] = findDead(recovererIn(folder()));
    const maxBytes = 2 * (found?.bytes ?? 0);
    const { recovery, dropped, claims } = newRecovery({ maxBytes });
    recovery.start();
    await until(() => claims() === 1);
    expect(dropped()).to.include({ disk: 2, age: 0 });
    recovery.stop();
    expect(filesIn(folder())).to.have.lengthOf(2);
  });

  it('looks for what is too old every ten minutes, not at every look', async () => {
    for (const name of ['a', 'b']) die(name);
    const { recovery, outbox, claims, prunes } = newRecovery();
    recovery.start();
    await until(() => claims() === 1);
    sendAll(outbox);
    await until(() => claims() === 2);
    expect(prunes()).to.equal(1);
    clock.forward(600_000);
    die('c');
    sendAll(outbox);
    await until(() => claims() === 3);
    expect(prunes()).to.equal(2);
    sendAll(outbox);
    recovery.stop();
  });

  it('leaves alone what others have claimed, and what is gone meanwhile', () => {
    die('a');
    const recoverer = recovererIn(folder());
    const [found] = findDead(recoverer);
    const theirs = claim(found!, recoverer);
    const { recovery, outbox } = newRecovery();
    recovery.carryOne();
    expect(outbox.recovered).to.equal(0);
    theirs?.taken(theirs.requests);
    recovery.carryOne();
    recovery.stop();
    expect(readdirSync(folder())).to.deep.equal([]);
  });
});
