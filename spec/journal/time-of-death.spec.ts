import { expect } from 'chai';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { claim } from '../../lib/journal/claim';
import { findDead } from '../../lib/journal/find-dead';
import { spansIn } from '../delivery/ended-spans';
import {
  claimIn,
  DEAD,
  dieIn,
  filesIn,
  recovererIn,
  setWritten,
  useFolder,
} from './journal-folder';

describe('the time of a death', () => {
  const folder = useFolder();

  it('ends what was open at the last write, as killed', () => {
    dieIn(folder());
    setWritten(folder(), [4_095_000_000, 4_095_000_001, 4_095_000_002]);
    const [, , , open] = claimIn(folder()).requests;
    expect(endOf(open)).to.equal('4095000002000000000');
    expect(JSON.stringify(spansIn(open!.read()))).to.include('killed');
  });

  it('tells the same end again after others have had it in hand', () => {
    dieIn(folder());
    const ends = [1, 2, 3].map(() => {
      const claimed = claimIn(folder());
      const end = endOf(claimed.requests[3]);
      claimed.beat();
      claimed.giveBack();
      return end;
    });
    expect(new Set(ends)).to.have.property('size', 1);
  });

  it('tells the same end after a claimer was killed in the midst of a note', () => {
    dieIn(folder());
    setWritten(folder(), [4_095_000_002, 4_095_000_001, 4_095_000_000]);
    const first = claimIn(folder(), DEAD);
    first.taken(first.requests.slice(0, 1));
    const [noted = ''] = filesIn(folder());
    expect(statSync(join(folder(), noted)).mtimeMs).to.be.below(
      4_095_000_000_000,
    );
    const { requests } = claimIn(folder());
    expect(endOf(requests.at(-1))).to.equal('4095000002000000000');
  });

  it('tells the same end after a claimer was killed while he removed it', () => {
    dieIn(folder());
    setWritten(folder(), [4_095_000_002, 4_095_000_001, 4_095_000_000]);
    claimIn(folder(), DEAD);
    rmSync(join(folder(), filesIn(folder())[0] ?? ''));
    const { requests } = claimIn(folder());
    expect(endOf(requests.at(-1))).to.equal('4095000002000000000');
  });

  it('gives back the time of the death, whatever was noted', () => {
    dieIn(folder());
    setWritten(folder(), [4_095_000_002, 4_095_000_001, 4_095_000_000]);
    const claimed = claimIn(folder());
    claimed.taken(claimed.requests.slice(0, 1));
    claimed.giveBack();
    for (const name of filesIn(folder())) {
      expect(statSync(join(folder(), name)).mtimeMs).to.equal(
        4_095_000_002_000,
      );
    }
  });

  it('gives back the time of the death when somebody else was faster', () => {
    dieIn(folder());
    setWritten(folder(), [4_095_000_002, 4_095_000_001, 4_095_000_000]);
    const first = claimIn(folder(), DEAD);
    first.taken(first.requests.slice(0, 1));
    const [found] = findDead(recovererIn(folder()));
    const names = [...found!.names.slice(0, 2), found!.names[1]!];
    expect(claim({ ...found!, names }, recovererIn(folder()))).to.equal(
      undefined,
    );
    const { requests } = claimIn(folder());
    expect(endOf(requests.at(-1))).to.equal('4095000002000000000');
  });
});

/** Of a request with one span. */
function endOf(
  request: { read(): Uint8Array } | undefined,
): string | number | undefined {
  return request && spansIn(request.read())[0]?.endTimeUnixNano;
}
