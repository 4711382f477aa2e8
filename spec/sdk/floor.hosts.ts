/** The oldest SDK and the oldest API that everspan takes, and what npm refuses. */
import { expect } from 'chai';
import { KILLINGS, SPANS_PER_DEATH } from '../deaths/deaths';
import { dieAmid } from '../deaths/die';
import { expectedFates, fatesOf } from '../deaths/fates';
import { ownLines } from '../support/host-view';
import { ownVariables, SOME_DEATHS } from './host';
import { sdkLines } from './lines';

/** By the line of the SDK; 2.12 with 1.10 only where it is forced. */
const APIS: Readonly<Record<string, readonly string[]>> = {
  'line-2': ['api-1.9', 'api-1.10'],
  'line-3': ['api-1.10'],
};

for (const { name, project, node } of sdkLines()) {
  const [line = ''] = /line-\d$/.exec(project) ?? [];
  for (const api of APIS[line] ?? []) {
    describe(`init with the oldest ${name} and ${api}`, () => {
      for (const death of SOME_DEATHS) {
        it(`loses nothing by ${death.name}`, async () => {
          const own = ownVariables(project, api);
          const outcome = await dieAmid('ok', death, node, own);
          expect(ownLines(outcome.end)).to.deep.equal([]);
          expect(fatesOf(outcome.inTheEnd)).to.deep.equal(expectedFates(death));
          expect(outcome.isEstateSettled).to.equal(true);
          if (KILLINGS.some((killing) => killing.name === death.name)) return;
          expect(outcome.inTime).to.have.lengthOf(SPANS_PER_DEATH);
        });
      }
    });
  }
}
