import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisOwner } from '../../lib/journal/owner';
import { findDead } from '../../lib/journal/find-dead';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { buildTree, rowsOf } from '../../lib/viewer/tree';
import { startBackend, type Backend } from '../support/backend';
import { runFixture } from '../support/run-fixture';

const fixture = (name: string): string => join(__dirname, 'fixtures', name);
const NEXT_START = join(__dirname, '../journal/fixtures/next-start.cjs');
const IN_ALL = [
  'POST /charges',
  'SELECT stock',
  'charge',
  'place order',
  'reserve',
];

/** Those of them that are open while it dies. */
const OPEN = ['POST /charges', 'charge', 'place order'];

const LOSSES = ['terminate', 'exit of the main thread', 'out of memory'];
const WHOLE = [
  '0 place order',
  '1 reserve',
  '2 SELECT stock',
  '1 charge',
  '2 POST /charges',
];

/** Of each trace, which span stands under which. */
function shapesOf(spans: readonly ReceivedSpan[]): readonly string[][] {
  const traces = [...new Set(spans.map(({ traceId }) => traceId))];
  return traces.map((traceId) => {
    const own = spans.filter((span) => span.traceId === traceId);
    const rows = [...rowsOf(buildTree(own))];
    return rows.map(({ node, depth }) => `${depth} ${node.span.name}`);
  });
}

describe('a program of several processes or threads', () => {
  let folder = '';
  let backend: Backend;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'everspan-many-'));
    backend = await startBackend();
  });

  afterEach(async () => {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = (): Record<string, string> => ({
    EVERSPAN_JOURNAL_DIR: folder,
    OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
  });

  const names = (): readonly string[] =>
    backend
      .spans()
      .map(({ name }) => name)
      .sort();

  /** How the spans ended that did not end by themselves. */
  const open = (): readonly string[] =>
    backend
      .spans()
      .filter(({ attributes }) => attributes['everspan.interrupted'])
      .map(({ name, attributes }) => {
        const code = attributes['process.exit.code'];
        const by = attributes['everspan.interrupted'] as string;
        return `${name} ${by}${code === undefined ? '' : ` ${code as number}`}`;
      })
      .sort();

  const journals = (): readonly string[] =>
    readdirSync(folder).filter((name) => name !== 'secret');

  /** One that exits may have carried along what a killed one left. */
  async function sendWhatIsLeft(spans: number): Promise<void> {
    if (journals().length === 0) return;
    const args = [String(spans)];
    await runFixture({ script: NEXT_START, args, env: environment() });
  }

  for (const loss of LOSSES) {
    it(`loses nothing of a worker thread: ${loss}`, async () => {
      const script = fixture('lost-worker.cjs');
      const end = await runFixture({
        script,
        args: [loss],
        env: environment(),
      });
      expect(end).to.include({ overran: false, stderr: '' });
      await sendWhatIsLeft(IN_ALL.length);
      expect(names()).to.deep.equal(IN_ALL);
      expect(open()).to.deep.equal(OPEN.map((name) => `${name} killed`));
      expect(journals()).to.deep.equal([]);
    });
  }

  it('says of the spans of a worker how it has exited', async () => {
    const script = join(__dirname, '../host/fixtures/worker-threads.cjs');
    const end = await runFixture({
      script,
      args: ['exit'],
      env: environment(),
    });
    expect(end.stdout).to.equal('worker exit: 3\n');
    expect(shapesOf(backend.spans())).to.deep.equal([WHOLE, WHOLE]);
    expect(open()).to.deep.equal(OPEN.map((name) => `${name} exit 3`));
    expect(journals()).to.deep.equal([]);
  });

  it('loses nothing of workers of a cluster, however they die', async () => {
    const script = fixture('cluster.cjs');
    const end = await runFixture({ script, env: environment() });
    const ends = end.stdout.trim().split('\n').sort();
    expect(ends).to.deep.equal(['1 null', 'null SIGKILL']);
    await sendWhatIsLeft(IN_ALL.length);
    expect(names()).to.deep.equal([...IN_ALL, ...IN_ALL].sort());
    expect(journals()).to.deep.equal([]);
  });

  it('is not robbed while it is frozen, and goes on when it is thawed', async () => {
    const child = spawn(process.execPath, [fixture('frozen.cjs')], {
      env: { ...process.env, ...environment() },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let stdout = '';
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
        if (stdout.includes('ready')) resolve();
      });
    });
    await ready;
    expect(names()).to.deep.equal(['charge', 'invocation']);
    child.kill('SIGSTOP');
    expect(journals()).to.have.lengthOf(1);
    const recoverer = { folder, self: thisOwner(), binding: undefined };
    expect(findDead(recoverer)).to.deep.equal([]);
    child.kill('SIGCONT');
    child.stdin.end('go on');
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect([code, stdout]).to.deep.equal([0, 'ready\n2 invocations, true\n']);
    const received = backend.requests.flatMap(({ spans }) => spans);
    expect(received.map(({ name }) => name).sort()).to.deep.equal(
      ['charge', 'charge', 'invocation', 'invocation', 'long'].sort(),
    );
    expect(journals()).to.deep.equal([]);
  });
});
