import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { type Backend, startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { startServer } from './server-process';

const SCRIPT = join(__dirname, 'fixtures', 'phase.cjs');
const PHASES = ['place', 'serve', 'consume', 'resume'];
/** Not what a header can carry as it is. */
const ID = 'Bestellung 7/ä';

describe('a correlation id that the first of four processes sets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everspan-phases-'));
  const MESSAGE = join(folder, 'message');
  const TOKEN = join(folder, 'token');
  let backend: Backend;
  let spans: readonly ReceivedSpan[];

  const run = async (PHASE: string, more: object = {}): Promise<void> => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
    const env = { ...endpoint, PHASE, MESSAGE, TOKEN, ...more };
    const { code, stderr } = await runFixture({ script: SCRIPT, env });
    expect([code, stderr]).to.deep.equal([0, '']);
  };

  before(async () => {
    backend = await startBackend();
    const server = await startServer(SCRIPT, {
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      PHASE: 'serve',
    });
    await run('place', { ID, SERVER: server.url });
    await run('consume');
    await run('resume');
    await server.stop();
    spans = backend.spans();
  });

  after(async () => {
    await backend.close();
    rmSync(folder, { recursive: true });
  });

  const spansOf = (phase: string): readonly ReceivedSpan[] =>
    spans.filter(
      ({ resource }) => resource.attributes['service.name'] === phase,
    );

  it('is on every span of every phase, those of other libraries included', () => {
    for (const phase of PHASES) {
      const ofPhase = spansOf(phase);
      const scopes = ofPhase.map(({ scope }) => scope.name);
      expect(scopes, phase).to.include('library').and.include('everspan');
      for (const { name, attributes } of ofPhase) {
        expect(attributes['everspan.correlation.id'], name).to.equal(ID);
      }
    }
  });

  it('finds the whole story: three traces that links tie together', () => {
    const traceOf = (phase: string): readonly string[] => [
      ...new Set(spansOf(phase).map(({ traceId }) => traceId)),
    ];
    const [first = ''] = traceOf('place');
    expect(traceOf('serve')).to.deep.equal([first]);
    for (const phase of ['consume', 'resume']) {
      expect(traceOf(phase)).to.have.length(1);
      expect(traceOf(phase)).to.not.include(first);
      const links = spansOf(phase).flatMap((span) => span.links);
      expect(links.map(({ traceId }) => traceId)).to.deep.equal([first]);
    }
  });

  it('is encoded on the way, so that every header can carry it', () => {
    const sent = [MESSAGE, TOKEN].map((file) => readFileSync(file, 'utf8'));
    for (const text of sent) expect(text).to.include('"Bestellung%207/%C3%A4"');
  });
});
