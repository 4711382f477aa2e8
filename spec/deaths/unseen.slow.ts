import { expect } from 'chai';
import { join } from 'node:path';
import { startBackend, type Backend } from '../support/backend';
import { hostView } from '../support/host-view';
import { newJournalFolder } from '../support/journal-folder';
import { runFixture } from '../support/run-fixture';
import { SPANS_PER_DEATH } from './deaths';
import { FIXTURES } from './die';

const WAYS = [
  'process.reallyExit',
  'exit in an exit listener',
  'throw in an exit listener',
  'throw in an uncaughtException listener',
  'throw in an uncaughtExceptionMonitor',
];

describe('an end of which our listeners learn nothing', () => {
  let backend: Backend;
  let env: Readonly<Record<string, string>>;

  beforeEach(async () => {
    backend = await startBackend();
    env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      EVERSPAN_JOURNAL_DIR: newJournalFolder(),
    };
  });

  afterEach(() => backend.close());

  async function endBy(
    way: string,
    signals: readonly NodeJS.Signals[] = [],
  ): Promise<void> {
    const script = join(FIXTURES, 'unseen-end.cjs');
    const nodeOptions = ['--stack-trace-limit=100'];
    const run = { script, args: [way], signals, nodeOptions };
    const bare = await runFixture({
      ...run,
      env: { EVERSPAN_FIXTURE: 'bare' },
    });
    const traced = await runFixture({ ...run, env });
    expect(hostView(traced)).to.deep.equal(hostView(bare));
  }

  async function expectAllFromTheNext(): Promise<void> {
    const next = join(FIXTURES, 'next-start.cjs');
    const { code } = await runFixture({ script: next, env });
    const ids = new Set(backend.spans().map(({ spanId }) => spanId));
    expect([code, ids.size]).to.deep.equal([0, SPANS_PER_DEATH]);
  }

  for (const way of WAYS) {
    it(`leaves all to the next start: ${way}`, async () => {
      await endBy(way);
      await expectAllFromTheNext();
    });
  }

  if (process.platform === 'win32') return;
  it('leaves all to the next start: SIGUSR2', async () => {
    await endBy('a signal that nobody listens to', ['SIGUSR2']);
    await expectAllFromTheNext();
  });
});
