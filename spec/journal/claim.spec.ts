import { expect } from 'chai';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimedJournal } from '../../lib/journal/claimed';
import { claim, findDead } from '../../lib/journal/recover';
import { spansIn } from '../delivery/ended-spans';
import { shiftClock } from './clock';
import {
  bulky,
  DEAD,
  filesIn,
  journalIn,
  namesOf,
  recovererIn,
  spanOf,
  useFolder,
} from './journal-folder';

describe('claim', () => {
  const folder = useFolder();

  /** Three files; `open` is open all the time. */
  function die(): void {
    const open = spanOf('open').started;
    const journal = journalIn(folder(), {
      generationBytes: 1,
      openSpans: () => [open],
    });
    for (const name of ['1', '2', '3']) {
      journal.write({ started: [], ended: bulky(name) });
    }
  }

  function claimAs(self = recovererIn(folder()).self): ClaimedJournal {
    const recoverer = recovererIn(folder(), { self });
    const [found] = findDead(recoverer);
    const claimed = found && claim(found, recoverer);
    if (!claimed) throw new Error('Nothing was claimed.');
    return claimed;
  }

  it('gives what ended and was not taken, then what was open', () => {
    die();
    const { requests } = claimAs();
    expect(namesOf(requests)).to.deep.equal(['1', '2', '3', 'open']);
  });

  it('ends what was open at the last write, as killed', () => {
    die();
    for (const [nth, name] of filesIn(folder()).entries()) {
      utimesSync(join(folder(), name), nth, 4_095_000_000 + nth);
    }
    const [span] = spansIn(claimAs().requests[3]!.read());
    expect(span?.endTimeUnixNano).to.equal('4095000002000000000');
    expect(JSON.stringify(span)).to.include('killed');
  });

  it('tells the same end again after others have had it in hand', () => {
    die();
    const ends = [1, 2, 3].map(() => {
      const claimed = claimAs();
      const [span] = spansIn(claimed.requests[3]!.read());
      claimed.beat();
      claimed.giveBack();
      return span?.endTimeUnixNano;
    });
    expect(new Set(ends)).to.have.property('size', 1);
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
    for (const name of filesIn(folder()))
      utimesSync(join(folder(), name), 1, 1);
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

  it('keeps the time of the death, whatever is noted', () => {
    die();
    const names = filesIn(folder());
    for (const name of names) utimesSync(join(folder(), name), 1_000, 1_000);
    const claimed = claimAs();
    claimed.taken(claimed.requests.slice(0, 1));
    claimed.beat();
    for (const name of filesIn(folder())) {
      expect(statSync(join(folder(), name)).mtimeMs).to.equal(1_000_000);
    }
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
