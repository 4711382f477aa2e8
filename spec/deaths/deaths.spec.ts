import { expect } from 'chai';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { buildTree, rowsOf } from '../../lib/viewer/tree';
import { hostView, ownLines } from '../support/host-view';
import { inTurns } from '../support/in-turns';
import type { FixtureEnd } from '../support/run-fixture';
import { DEATHS, SPANS_PER_DEATH, type Death } from './deaths';
import { die, dieBare, type Outcome } from './die';
import { expectedFates, fatesOf } from './fates';

interface BothOutcomes extends Outcome {
  /** How the same program ends without everspan. */
  readonly bare: FixtureEnd;
}

async function dieBoth(death: Death): Promise<BothOutcomes> {
  return { ...(await die(death)), bare: await dieBare(death) };
}

describe('a process that dies', () => {
  let outcomeOf: (death: Death) => Promise<BothOutcomes>;

  before(() => {
    outcomeOf = inTurns(DEATHS, dieBoth);
  });

  for (const death of DEATHS) {
    describe(`by ${death.name}`, () => {
      let outcome: BothOutcomes;

      before(async () => {
        outcome = await outcomeOf(death);
      });

      it('ends as it would', () => {
        const { code, signal } = outcome.end;
        expect({ code, signal }).to.deep.equal({
          code: death.code,
          signal: death.endsBy ?? null,
        });
      });

      it('shows the same as without everspan', () => {
        expect(hostView(outcome.end)).to.deep.equal(hostView(outcome.bare));
      });

      it('delivers every span before it is gone', () => {
        expect(outcome.inTime).to.have.lengthOf(SPANS_PER_DEATH);
      });

      it('leaves one tree in which every parent is there', () => {
        expect(shapeOf(outcome.inTime)).to.deep.equal([
          'root 0 place order',
          'child 1 reserve',
          'child 2 SELECT stock',
          'child 1 charge',
          'child 2 POST /charges',
        ]);
      });

      it('says of each span how it ended', () => {
        expect(fatesOf(outcome.inTime)).to.deep.equal(expectedFates(death));
      });

      it('says nothing on stderr', () => {
        expect(ownLines(outcome.end)).to.deep.equal([]);
      });
    });
  }
});

function shapeOf(spans: readonly ReceivedSpan[]): readonly string[] {
  return [...rowsOf(buildTree(spans))].map(
    ({ node, depth }) => `${node.placement} ${depth} ${node.span.name}`,
  );
}
