import { expect } from 'chai';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { startBackend, type Backend } from '../support/backend';
import { newJournalFolder } from '../support/journal-folder';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import { BUNDLERS } from './bundlers';
import { asModule, newProject, sourceOf, type Project } from './project';

const NAMES = ['place order', 'items', 'send order', 'deliver order', 'charge'];

/** How the program dies; what it leaves of the task it dies in. */
const DEATHS = {
  end: { code: 0, interruptedBy: undefined },
  exit: { code: 3, interruptedBy: 'exit' },
  throw: { code: 1, interruptedBy: undefined },
};

for (const [name, bundle] of Object.entries(BUNDLERS)) {
  describe(`a bundle by ${name}, alone in an empty folder`, () => {
    let project: Project;
    let folder = '';
    let script = '';
    let backend: Backend;

    before(async () => {
      project = newProject();
      const text = asModule(sourceOf('shop.ts'));
      const file = await bundle(project.write('shop.mjs', text));
      folder = mkdtempSync(join(tmpdir(), 'everspan-one-file-'));
      script = join(folder, basename(file));
      cpSync(file, script);
    });

    after(() => {
      project.remove();
      rmSync(folder, { recursive: true, force: true });
    });

    beforeEach(async () => {
      backend = await startBackend();
    });

    afterEach(() => backend.close());

    function run(
      way: string,
      journal = newJournalFolder(),
    ): Promise<FixtureEnd> {
      const env = {
        OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
        EVERSPAN_EXIT_TIMEOUT_MS: '8000',
        EVERSPAN_JOURNAL_DIR: journal,
      };
      return runFixture({ script, args: [way], env });
    }

    function named(name: string): ReceivedSpan | undefined {
      return backend.spans().find((span) => span.name === name);
    }

    for (const [way, { code, interruptedBy }] of Object.entries(DEATHS)) {
      it(`delivers all before it is gone by ${way}`, async () => {
        const { goneAtMs, ...end } = await run(way);
        expect(end).to.include({ code, signal: null });
        expect(end.stderr).not.to.match(/^everspan:/m);
        expect(end.stdout).to.include('1 everspan-correlation-id,traceparent');
        const spans = backend.spans(goneAtMs);
        expect(spans.map((span) => span.name)).to.have.members(NAMES);
        const { attributes } = named('charge')!;
        expect(attributes['everspan.interrupted']).to.equal(interruptedBy);
        const input = attributes['everspan.input'];
        expect(input).to.include('o-1').and.not.to.include('hunter2');
      });
    }

    it('leaves a journal when it is killed, for its next start', async () => {
      const journal = newJournalFolder();
      const killed = await run('kill', journal);
      expect(killed).to.include({ signal: 'SIGKILL' });
      const next = await run('next', journal);
      expect(next).to.include({ code: 0, stderr: '' });
      const names = backend.spans().map((span) => span.name);
      expect(names).to.have.members(NAMES);
      const { attributes } = named('charge')!;
      expect(attributes['everspan.interrupted']).to.equal('killed');
    });

    it('needs no other file', () => {
      expect(readdirSync(folder)).to.deep.equal([basename(script)]);
    });
  });
}
