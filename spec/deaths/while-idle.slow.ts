import { expect } from 'chai';
import { join } from 'node:path';
import { launch, startBackend } from '../cli/command-line';
import { FIXTURES } from './die';

describe('a process that idles until it is killed', () => {
  for (const ending of ['failure', 'success']) {
    it(`has sent the span of a ${ending} before`, async () => {
      const backend = await startBackend();
      const script = join(FIXTURES, `idle-after-${ending}.cjs`);
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
      const { pid, end } = launch([process.execPath, script], { env });
      await backend.has(1);
      process.kill(pid, 'SIGKILL');
      expect((await end).signal).to.equal('SIGKILL');
      await backend.close();
      const names = backend.spans.map(({ name }) => name);
      expect(names).to.deep.equal(['charge']);
    });
  }
});
