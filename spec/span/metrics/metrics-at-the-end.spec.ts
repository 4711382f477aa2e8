import { expect } from 'chai';
import { join } from 'node:path';
import { startBackend, type Backend } from '../../support/backend';
import { runFixture } from '../../support/run-fixture';

const script = join(__dirname, 'fixtures', 'ending.cjs');

describe('metrics at the end of a process', () => {
  let backend: Backend;

  before(async () => {
    backend = await startBackend();
  });

  after(() => backend.close());

  async function exported(how: string): Promise<string> {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
    const end = await runFixture({ script, args: [how], env });
    return end.stdout;
  }

  for (const how of ['exit', 'throw', 'natural']) {
    it(`are lost since the last export: ${how}`, async () => {
      expect(await exported(how)).to.equal('');
    });
  }

  it('are exported where the host shuts its provider down', async () => {
    expect(await exported('shutdown')).to.equal('exported 1\n');
  });
});
