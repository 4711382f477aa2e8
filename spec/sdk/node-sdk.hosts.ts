import { expect } from 'chai';
import {
  DEATHS,
  KILLINGS,
  SPANS_PER_DEATH,
  type Death,
} from '../deaths/deaths';
import { dieAmid } from '../deaths/die';
import { expectedFates, fatesOf } from '../deaths/fates';
import { ownLines } from '../support/host-view';
import { variablesOf } from './host';
import { sdkLines } from './lines';

for (const { name, project: modules, node } of sdkLines()) {
  describe(`processor in a NodeSDK of ${name}`, () => {
    const host = variablesOf({ sdk: 'node-sdk', modules, detector: 'late' });

    for (const death of [...DEATHS, ...KILLINGS].map(withRoomForSdk)) {
      it(`loses nothing by ${death.name}`, async () => {
        const outcome = await dieAmid('ok', death, node, host);
        const { end, inTime, inTheEnd, isEstateSettled } = outcome;
        expect({ code: end.code, signal: end.signal }).to.deep.equal({
          code: death.code,
          signal: death.endsBy ?? null,
        });
        expect(ownLines(end)).to.deep.equal([]);
        expect(fatesOf(inTheEnd)).to.deep.equal(expectedFates(death));
        expect(isEstateSettled).to.equal(true);
        if (KILLINGS.some(isCalled(death.name))) return;
        expect(inTime).to.have.lengthOf(SPANS_PER_DEATH);
      });
    }
  });
}

/** A heap that our own programs fill is full of a `NodeSDK` before they begin. */
function withRoomForSdk(death: Death): Death {
  if (!death.nodeOptions) return death;
  return { ...death, nodeOptions: ['--max-old-space-size=90'] };
}

function isCalled(wanted: string): (death: Death) => boolean {
  return ({ name }) => name === wanted;
}
