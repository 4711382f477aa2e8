import { expect } from 'chai';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Journal } from '../../lib/journal/journal';
import type { Stored } from '../../lib/journal/stored';
import { namesIn } from '../delivery/ended-spans';
import { startChild } from './child';
import { shiftClock, type ShiftedClock } from './clock';
import { bulky, ended, filesIn, journalIn, useFolder } from './journal-folder';

function write(journal: Journal, name: string): Stored {
  const stored = journal.write({ started: [], ended: bulky(name) });
  if (!stored) throw new Error('Nothing was written.');
  return stored;
}

function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

describe('Journal, at the end', () => {
  const folder = useFolder();

  it('leaves no file when all was taken', () => {
    const before = openDescriptors();
    const journal = journalIn(folder(), { generationBytes: 1 });
    const stored = ['1', '2', '3'].map((name) => write(journal, name));
    journal.taken(stored);
    journal.close();
    expect(filesIn(folder())).to.deep.equal([]);
    expect(openDescriptors()).to.equal(before);
  });

  it('leaves no file when spans were only started', () => {
    const journal = journalIn(folder());
    journal.write({ started: [ended('open')], ended: undefined });
    journal.close();
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('leaves what was not taken, and the newest file, which knows all ends', () => {
    const before = openDescriptors();
    const journal = journalIn(folder(), { generationBytes: 1 });
    const [, second, third] = ['1', '2', '3'].map((n) => write(journal, n));
    journal.taken([second!, third!]);
    journal.close();
    const generations = filesIn(folder()).map((name) => name.split('-').at(-1));
    expect(generations).to.deep.equal(['1.everspan1', '3.everspan1']);
    expect(openDescriptors()).to.equal(before);
  });

  it('is usable, and its bytes readable, if the process lives on', () => {
    const journal = journalIn(folder());
    const first = write(journal, 'first');
    journal.tidy();
    expect(namesIn(first.read())).to.deep.equal(['first']);
    journal.taken([first]);
    journal.tidy();
    expect(filesIn(folder())).to.deep.equal([]);
    expect(namesIn(write(journal, 'second').read())).to.deep.equal(['second']);
    expect(filesIn(folder())).to.have.lengthOf(1);
  });

  it('reads no other file by a descriptor that was its own', () => {
    const journal = journalIn(folder());
    const first = write(journal, 'first');
    journal.close();
    write(journalIn(folder()), 'other');
    expect(() => first.read()).to.throw('closed');
    journal.taken([first]);
    expect(filesIn(folder())).to.have.lengthOf(2);
  });
});

describe('Journal, in trouble', () => {
  const folder = useFolder();

  it('leaves neither file nor descriptor where a file cannot be begun', async () => {
    const limited = ['sh', '-c', 'ulimit -f 8; exec "$@"', 'sh'];
    const child = startChild('begin-in-vain.ts', [folder()], limited);
    expect(await child.line()).to.equal('10 refused, 0 descriptors left open');
    expect(filesIn(folder())).to.deep.equal([]);
  });

  const silences: Readonly<Record<string, (clock: ShiftedClock) => void>> = {
    'a long silence': (clock) => {
      clock.forward(61_000);
    },
    'one that a clock set back hides': (clock) => {
      clock.forward(61_000);
      clock.set(-61_000);
    },
    'one after which the clock was set far back': (clock) => {
      clock.set(-86_400_000);
    },
  };
  for (const [silence, pass] of Object.entries(silences)) {
    it(`writes into a new file when it was claimed during ${silence}`, () => {
      const clock = shiftClock();
      try {
        const journal = journalIn(folder());
        write(journal, 'first');
        write(journal, 'second');
        const [name = ''] = filesIn(folder());
        renameSync(join(folder(), name), join(folder(), `${name}.claimed-x`));
        pass(clock);
        write(journal, 'third');
        expect(filesIn(folder())).to.have.lengthOf(2);
      } finally {
        clock.restore();
      }
    });
  }
});
