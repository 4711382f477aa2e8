import { expect } from 'chai';
import { overhearing } from '../internal/overheard';
import {
  answer,
  type Backend,
  dispatchAll,
  dispatchNext,
  type FedDesk,
  statsOf,
} from './desk';
import { endedSpan, endedSpans } from './ended-spans';
import {
  TAKEN,
  REFUSED,
  LATER,
  TIMEOUT,
  deskWith,
  choking,
  waitingNames,
} from './trials';

describe('dispatch, to a backend that refuses everything', () => {
  overhearing();

  it('keeps all, and asks a bounded number of times', () => {
    const desk = deskWith(3_000);
    const { requests, trouble } = dispatchNext(desk, () => REFUSED);
    expect(requests.length).to.be.below(64);
    expect(trouble).to.deep.equal({ kind: 'destination', why: 'HTTP 400' });
    expect(statsOf(desk)).to.include({ delivered: 0, waiting: 3_000 });
    expect(statsOf(desk).dropped).to.include({ refused: 0 });
  });

  it('keeps all for as long as it does', () => {
    const desk = deskWith(300);
    for (let round = 0; round < 50; round += 1) {
      expect(dispatchNext(desk, () => REFUSED).trouble).to.include({
        kind: 'destination',
      });
    }
    expect(statsOf(desk)).to.include({ waiting: 300 });
    expect(dispatchAll(desk, () => TAKEN)).to.have.lengthOf(300);
  });

  it('loses one span at most when it begins to', () => {
    for (const count of [1, 300]) {
      const desk = deskWith(1);
      dispatchNext(desk, () => TAKEN);
      for (const span of endedSpans(count)) desk.outbox.add(span);
      for (let round = 0; round < 5; round += 1) {
        dispatchNext(desk, () => REFUSED);
      }
      expect(statsOf(desk).dropped.refused).to.be.at.most(1);
      expect(statsOf(desk)).to.include({ waiting: count === 1 ? 0 : count });
    }
  });

  it('is told from a span that it refuses when it takes others', () => {
    const desk = deskWith(1);
    const chokes = choking('span 0');
    expect(dispatchNext(desk, chokes).trouble).to.not.equal(undefined);
    desk.outbox.add(endedSpan({ name: 'other' }));
    expect(dispatchAll(desk, chokes)).to.deep.equal(['other']);
    expect(statsOf(desk)).to.include({ delivered: 1, waiting: 0 });
    expect(statsOf(desk).dropped).to.include({ refused: 1 });
  });
});

describe('dispatch, to a backend that fails on some spans', () => {
  overhearing();

  for (const failure of [answer(500), TIMEOUT]) {
    it(`lets no others wait for them (${failure.kind})`, () => {
      const desk = deskWith(300);
      addAlone(desk, 'cursed');
      const fails: Backend = (names) =>
        names.includes('cursed') ? failure : TAKEN;
      const delivered = new Set<string>();
      for (let round = 0; round < 20; round += 1) {
        desk.outbox.add(endedSpan({ name: `later ${round}` }));
        for (const name of dispatchNext(desk, fails).delivered) {
          delivered.add(name);
        }
      }
      for (const name of dispatchAll(desk, fails)) delivered.add(name);
      expect(delivered).to.have.property('size', 320);
      expect(statsOf(desk)).to.include({ waiting: 1 });
      expect(waitingNames(desk)).to.deep.equal(['cursed']);
    });
  }

  it('sends failed spans first again when it comes back', () => {
    const desk = deskWith(100);
    addAlone(desk, 'failed');
    for (let round = 0; round < 4; round += 1) dispatchNext(desk, () => LATER);
    desk.outbox.add(endedSpan({ name: 'first' }));
    expect(dispatchNext(desk, () => TAKEN).delivered).to.include('first');
    expect(dispatchNext(desk, () => TAKEN).delivered[0]).to.equal('failed');
  });
});

/** A failed span that shares its entry with no other. */
function addAlone({ outbox }: FedDesk, name: string): void {
  outbox.waitingNow();
  outbox.add(endedSpan({ name, failed: true }));
  outbox.waitingNow();
}
