import { expect } from 'chai';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { thisOwner } from '../../lib/journal/owner';
import { claim } from '../../lib/journal/claim';
import { findDead } from '../../lib/journal/find-dead';
import { shiftClock, type ShiftedClock } from './clock';
import {
  BINDING,
  bulky,
  DEAD,
  ended,
  filesIn,
  journalIn,
  namesOf,
  recovererIn,
  useFolder,
} from './journal-folder';

const DAY_MS = 86_400_000;
const ELSEWHERE = { ...DEAD, pidNamespace: 'pid:[1]' };

describe('findDead', () => {
  const folder = useFolder();
  let clock: ShiftedClock;
  beforeEach(() => {
    clock = shiftClock();
  });
  afterEach(() => {
    clock.restore();
  });

  function write(name: string, options = {}): void {
    const journal = journalIn(folder(), options);
    journal.write({ started: [], ended: ended(name) });
  }

  it('finds journals of dead processes, oldest first', () => {
    write('new');
    const [name = ''] = filesIn(folder());
    write('old');
    const old = filesIn(folder()).find((each) => each !== name) ?? '';
    utimesSync(join(folder(), old), 1_000, 1_000);
    const found = findDead(recovererIn(folder()));
    expect(found.map(({ names }) => names)).to.deep.equal([[old], [name]]);
    expect(found[0]).to.include({ writtenMs: 1_000_000 });
    const { size } = statSync(join(folder(), old));
    expect(found[0]?.bytes).to.equal(size);
  });

  it('never finds one of a process that lives, however silent', () => {
    write('ours', { owner: thisOwner() });
    clock.forward(86_400_000);
    expect(findDead(recovererIn(folder()))).to.deep.equal([]);
  });

  it('waits for silence where the process cannot be seen', () => {
    write('elsewhere', { owner: ELSEWHERE });
    expect(findDead(recovererIn(folder()))).to.deep.equal([]);
    clock.forward(61_000);
    expect(findDead(recovererIn(folder()))).to.have.lengthOf(1);
  });

  it('takes a heartbeat for a sign of life, and no old time for its lack', () => {
    const journal = journalIn(folder(), { owner: ELSEWHERE });
    journal.write({ started: [], ended: ended('elsewhere') });
    const [name = ''] = filesIn(folder());
    utimesSync(join(folder(), name), 1_000, 1_000);
    expect(findDead(recovererIn(folder()))).to.deep.equal([]);
  });

  it('knows the dead, however the clock was set', () => {
    write('dead');
    clock.set(-DAY_MS);
    expect(findDead(recovererIn(folder()))).to.have.lengthOf(1);
    clock.set(2 * DAY_MS);
    expect(findDead(recovererIn(folder()))).to.have.lengthOf(1);
  });

  it('waits anew for the silence of a file from the future', () => {
    write('elsewhere', { owner: ELSEWHERE });
    const path = join(folder(), filesIn(folder())[0] ?? '');
    const before = statSync(path);
    clock.set(-DAY_MS);
    expect(findDead(recovererIn(folder()))).to.deep.equal([]);
    expect(statSync(path).mtimeMs).to.be.closeTo(before.mtimeMs, 1);
    expect(statSync(path).ctimeMs).to.be.greaterThan(before.ctimeMs);
    clock.set(DAY_MS);
    expect(findDead(recovererIn(folder()))).to.deep.equal([]);
    clock.forward(61_000);
    expect(findDead(recovererIn(folder()))).to.have.lengthOf(1);
  });

  it('leaves alone what is bound to somebody else', () => {
    const theirs = { ...BINDING, service: 'billing', credentials: 'bb22' };
    write('theirs', { binding: theirs });
    write('moved', { binding: { ...BINDING, endpoint: 'http://b/v1/traces' } });
    expect(findDead(recovererIn(folder()))).to.deep.equal([]);
    const anybody = recovererIn(folder(), { binding: undefined });
    expect(findDead(anybody)).to.have.lengthOf(2);
  });

  it('leaves alone other formats, and files that are not ours', () => {
    write('newer');
    const [name = ''] = filesIn(folder());
    const newer = name.replace('everspan1', 'everspan2');
    renameSync(join(folder(), name), join(folder(), newer));
    writeFileSync(join(folder(), 'notes.txt'), 'theirs');
    writeFileSync(join(folder(), '1-0-ab-1.everspan1'), 'no header');
    clock.forward(86_400_000);
    expect(findDead(recovererIn(folder()))).to.deep.equal([]);
    expect(readFileSync(join(folder(), 'notes.txt'), 'utf8')).to.equal(
      'theirs',
    );
    const left = ['1-0-ab-1.everspan1', newer, 'notes.txt'];
    expect(readdirSync(folder())).to.have.members(left);
  });

  it('removes a file whose process died before the first byte, in time', () => {
    writeFileSync(join(folder(), '1-0-ab-1.everspan1'), '');
    findDead(recovererIn(folder()));
    expect(filesIn(folder())).to.have.lengthOf(1);
    clock.forward(61_000);
    findDead(recovererIn(folder()));
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('finds nothing in a folder that is gone', () => {
    const gone = recovererIn(join(folder(), 'gone'));
    expect(findDead(gone)).to.deep.equal([]);
  });

  it('knows a journal by any file whose header is whole', () => {
    const journal = journalIn(folder(), { generationBytes: 1 });
    for (const name of ['1', '2', '3']) {
      journal.write({ started: [], ended: bulky(name) });
    }
    const [oldest = '', , newest = ''] = filesIn(folder());
    appendFileSync(join(folder(), oldest), 'torn');
    truncateSync(join(folder(), newest), 20);
    const [found] = findDead(recovererIn(folder()));
    expect(found?.names).to.have.lengthOf(3);
    const claimed = claim(found!, recovererIn(folder()));
    expect(namesOf(claimed?.requests ?? [])).to.deep.equal(['1', '2']);
  });
});
