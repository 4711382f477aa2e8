import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { claim } from '../../lib/journal/claim';
import type { ClaimedJournal } from '../../lib/journal/claimed';
import { findDead } from '../../lib/journal/find-dead';
import type { Owner } from '../../lib/journal/owner';
import { shiftClock } from './clock';
import {
  bulky,
  claimIn,
  DEAD,
  dieIn,
  filesIn,
  journalIn,
  namesOf,
  recovererIn,
  setWritten,
  useFolder,
} from './journal-folder';

describe('claim', () => {
  const folder = useFolder();

  const die = (): void => {
    dieIn(folder());
  };
  const claimAs = (self?: Owner): ClaimedJournal => claimIn(folder(), self);

  it('gives what ended and was not taken, then what was open', () => {
    die();
    const { requests } = claimAs();
    expect(namesOf(requests)).to.deep.equal(['1', '2', '3', 'open']);
  });

  it('can be had by one only of those who found the same', () => {
    die();
    const recoverer = recovererIn(folder());
    const [found] = findDead(recoverer);
    expect(claim(found!, recoverer)).to.not.equal(undefined);
    expect(claim(found!, recoverer)).to.equal(undefined);
    expect(findDead(recoverer)).to.deep.equal([]);
    expect(filesIn(folder())).to.have.lengthOf(3);
  });

  it('takes nothing that has been touched since it was found', () => {
    die();
    const recoverer = recovererIn(folder());
    const [found] = findDead(recoverer);
    const late = { ...found!, touchedMs: found!.touchedMs - 1 };
    expect(claim(late, recoverer)).to.equal(undefined);
    expect(findDead(recoverer)).to.have.lengthOf(1);
  });

  it('takes all files or none', () => {
    die();
    const recoverer = recovererIn(folder());
    const [found] = findDead(recoverer);
    const names = [...found!.names.slice(0, 2), found!.names[1]!];
    expect(claim({ ...found!, names }, recoverer)).to.equal(undefined);
    expect(filesIn(folder())).to.deep.equal(found!.names);
  });

  it('is taken over from a claimer who has died, less what he had sent', () => {
    die();
    const first = claimAs(DEAD);
    first.taken(first.requests.slice(0, 2));
    const { requests } = claimAs();
    expect(namesOf(requests)).to.deep.equal(['3', 'open']);
  });

  it('is not taken from a claimer who cannot be seen, until he is silent', () => {
    die();
    setWritten(folder(), [1, 1, 1]);
    const recoverer = recovererIn(folder());
    const [found] = findDead(recoverer);
    const self = { ...DEAD, boot: 'other' };
    const first = claim(found!, { ...recoverer, self })!;
    expect(findDead(recoverer)).to.deep.equal([]);
    first.taken(first.requests.slice(0, 1));
    expect(findDead(recoverer)).to.deep.equal([]);
    const clock = shiftClock();
    clock.forward(61_000);
    expect(findDead(recoverer)).to.have.lengthOf(1);
    clock.restore();
  });

  it('removes the files when all was taken, and closes them', () => {
    const before = readdirSync('/proc/self/fd').length;
    die();
    const written = readdirSync('/proc/self/fd').length - before;
    const claimed = claimAs();
    claimed.taken(claimed.requests);
    claimed.taken(claimed.requests);
    claimed.giveBack();
    expect(filesIn(folder())).to.deep.equal([]);
    const left = readdirSync('/proc/self/fd').length - before;
    expect(left).to.equal(written);
  });

  it('can be given back, under its own name, less what was taken', () => {
    die();
    const names = filesIn(folder());
    const claimed = claimAs();
    claimed.taken(claimed.requests.slice(1, 2));
    claimed.giveBack();
    claimed.giveBack();
    claimed.beat();
    expect(filesIn(folder())).to.deep.equal(names);
    expect(() => claimed.requests[0]?.read()).to.throw('closed');
    claimed.taken(claimed.requests);
    expect(namesOf(claimAs().requests)).to.deep.equal(['1', '3', 'open']);
  });

  it('removes at once a journal in which nothing is left', () => {
    const journal = journalIn(folder());
    const stored = journal.write({ started: [], ended: bulky('1') });
    journal.taken([stored!]);
    expect(filesIn(folder())).to.have.lengthOf(1);
    expect(claimAs().requests).to.deep.equal([]);
    expect(filesIn(folder())).to.deep.equal([]);
  });
});
