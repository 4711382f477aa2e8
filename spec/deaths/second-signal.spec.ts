import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startBackend } from '../support/backend';
import { newJournalFolder } from '../support/journal-folder';
import { runFixture } from '../support/run-fixture';
import { SPANS_PER_DEATH } from './deaths';
import { FIXTURES } from './die';

const NEXT_START = join(__dirname, '../journal/fixtures/next-start.cjs');
/** Far longer than a spec may last. */
const EXIT_TIMEOUT_MS = '600000';

interface Impatience {
  readonly fixture: string;
  /** Ends the process, which then waits for the backend. */
  readonly first?: NodeJS.Signals;
  readonly second: NodeJS.Signals;
}

const ENDS: readonly Impatience[] = [
  { fixture: 'signal.cjs', first: 'SIGTERM', second: 'SIGTERM' },
  { fixture: 'signal.cjs', first: 'SIGTERM', second: 'SIGINT' },
  { fixture: 'exit-1.cjs', second: 'SIGINT' },
];

interface Outcome {
  readonly signal: unknown;
  /** Spans that the next program has sent. */
  readonly late: number;
}

/** The signal is insisted on once the process waits; then the backend is well. */
async function die({ fixture, first, second }: Impatience): Promise<Outcome> {
  let pid = 0;
  let isEnding = false;
  let insisting: NodeJS.Timeout | undefined;
  let isWell = false;
  const backend = await startBackend({
    admit: () => {
      if (isEnding)
        insisting ??= setInterval(() => process.kill(pid, second), 50);
      return Promise.resolve(isWell);
    },
  });
  const env = {
    EVERSPAN_JOURNAL_DIR: newJournalFolder(),
    OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
  };
  const child = spawn(process.execPath, [join(FIXTURES, fixture)], {
    env: { ...process.env, ...env, EVERSPAN_EXIT_TIMEOUT_MS: EXIT_TIMEOUT_MS },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (first) await once(child.stdout, 'data');
  if (first) child.kill(first);
  pid = child.pid ?? pid;
  isEnding = true;
  const [, signal] = (await once(child, 'exit')) as [unknown, unknown];
  clearInterval(insisting);
  isWell = true;
  const args = [String(SPANS_PER_DEATH)];
  await runFixture({ script: NEXT_START, args, env });
  await backend.close();
  return { signal, late: backend.spans().length };
}

describe('a process that waits for its backend at the end', () => {
  for (const end of process.platform === 'win32' ? [] : ENDS) {
    const { fixture, first = '', second } = end;
    it(`dies of a ${second}, and leaves all: ${fixture} ${first}`, async () => {
      const { signal, late } = await die(end);
      expect({ signal, late }).to.deep.equal({
        signal: second,
        late: SPANS_PER_DEATH,
      });
    });
  }
});
