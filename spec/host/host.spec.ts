import { expect } from 'chai';
import { hostView, ownLines } from '../support/host-view';
import { inTurns } from '../support/in-turns';
import { HOST_CASES, type HostCase } from './host-cases';
import { runBoth, type BothRuns } from './run-both';

describe('a host that has ways of its own', () => {
  let runsOf: (hostCase: HostCase) => Promise<BothRuns>;

  before(() => {
    runsOf = inTurns(HOST_CASES, ({ run }) => runBoth(run));
  });

  for (const hostCase of HOST_CASES) {
    describe(hostCase.name, () => {
      let runs: BothRuns;

      before(async () => {
        runs = await runsOf(hostCase);
      });

      it('shows the same with and without everspan', () => {
        const { thrownThroughUs } = hostCase;
        expect(hostView(runs.traced, thrownThroughUs)).to.deep.equal(
          hostView(runs.bare, thrownThroughUs),
        );
      });

      it('ends by itself', () => {
        expect(runs.bare.overran).to.equal(false);
        expect(runs.traced.overran).to.equal(false);
      });

      it('says nothing on stderr', () => {
        expect(ownLines(runs.traced)).to.deep.equal([]);
      });

      const { spans } = hostCase;
      if (spans === undefined) return;
      it('delivers its spans before it is gone', () => {
        expect(runs.inTime).to.have.lengthOf(spans);
      });
    });
  }
});
