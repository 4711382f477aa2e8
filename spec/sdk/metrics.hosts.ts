import { expect } from 'chai';
import { join } from 'node:path';
import { startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { sdkLines } from './lines';

const script = join(__dirname, 'fixtures', 'metrics.cjs');

for (const { name, project, node } of sdkLines()) {
  describe(`the metrics of a NodeSDK of ${name}`, () => {
    it('count runs, tasks and what is delivered', async () => {
      const backend = await startBackend();
      const end = await runFixture({
        script,
        node,
        limitMs: 40_000,
        env: {
          HOST_MODULES: project,
          OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
          OTEL_LOGS_EXPORTER: 'none',
        },
      });
      await backend.close();
      expect(end.stderr).to.equal('');
      expect(end.stdout.trim().split('\n')).to.have.members([
        'everspan.workflow.duration 1',
        'everspan.task.duration 1',
        'everspan.delivery.span.delivered 2',
      ]);
    });
  });
}
