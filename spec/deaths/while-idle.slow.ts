import { expect } from 'chai';
import { join } from 'node:path';
import { startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { FIXTURES } from './die';

describe('a process that idles until it is killed', () => {
  for (const ending of ['failure', 'success']) {
    it(`has sent the span of a ${ending} before`, async () => {
      const backend = await startBackend();
      const script = join(FIXTURES, `idle-after-${ending}.cjs`);
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
      const end = await runFixture({ script, env });
      await backend.close();
      expect(end.signal).to.equal('SIGKILL');
      expect(end.overran).to.equal(false);
      const names = backend.spans().map(({ name }) => name);
      expect(names).to.deep.equal(['charge']);
    });
  }
});
