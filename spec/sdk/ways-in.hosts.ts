import { expect } from 'chai';
import { sdkLines } from './lines';
import { defectsOf, PRELOADS, WAYS } from './ways-in';

for (const { name, project, node } of sdkLines()) {
  describe(`a program on ${name}`, () => {
    for (const preload of PRELOADS) {
      for (const way of WAYS) {
        const title = [preload && `${preload} register`, ...way.calls];

        it(`sends each span once by ${title.filter(Boolean).join(' + ')}`, async () => {
          const defects = await defectsOf(way, preload, { project, node });
          expect(defects).to.deep.equal([]);
        });
      }
    }
  });
}
