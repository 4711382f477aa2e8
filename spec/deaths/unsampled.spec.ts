import { expect } from 'chai';
import { join } from 'node:path';
import { startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { FIXTURES } from './die';

const SAMPLING = { sampling: { ratio: 0 } };

async function namesLeftBy(fixture: string): Promise<readonly string[]> {
  const backend = await startBackend();
  await runFixture({
    script: join(FIXTURES, fixture),
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      EVERSPAN_FIXTURE_OPTIONS: JSON.stringify(SAMPLING),
    },
  });
  await backend.close();
  return backend.spans().map(({ name }) => name);
}

describe('a process that dies in a run that is not sampled', () => {
  for (const fixture of ['exit-1.cjs', 'throw-in-timer.cjs']) {
    it(`leaves the run whole: ${fixture}`, async () => {
      expect(await namesLeftBy(fixture)).to.have.members([
        ...['place order', 'reserve', 'SELECT stock'],
        ...['charge', 'POST /charges'],
      ]);
    });
  }

  it('leaves nothing of it when it ends well', async () => {
    expect(await namesLeftBy('exit-0.cjs')).to.deep.equal([]);
  });
});
