import { expect } from 'chai';
import { join } from 'node:path';
import { runFixture } from '../support/run-fixture';

const script = join(__dirname, 'fixtures', 'serialisers.cjs');

describe('the serialisers', () => {
  for (const [when, is] of [
    ['at once', 'not loaded'],
    ['later', 'loaded'],
    ['after a span', 'loaded'],
  ] as const) {
    it(`are ${is} by a program that ends ${when}`, async () => {
      const { stdout } = await runFixture({ script, args: [when] });
      expect(stdout).to.equal(`${is}\n`);
    });
  }
});
