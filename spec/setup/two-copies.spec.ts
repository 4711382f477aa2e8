import { expect } from 'chai';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startBackend, type Backend } from '../support/backend';
import { runFixture } from '../support/run-fixture';

const ROOT = resolve(__dirname, '../..');

describe('two copies of the library in one process', () => {
  let folder = '';
  let backend: Backend;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'everspan-copies-'));
    backend = await startBackend();
  });

  afterEach(async () => {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function copy(name: string): string {
    const path = join(folder, name, 'everspan');
    mkdirSync(path, { recursive: true });
    cpSync(join(ROOT, 'dist'), join(path, 'dist'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(path, 'package.json'));
    symlinkSync(
      join(ROOT, 'node_modules'),
      join(folder, name, 'node_modules'),
      'junction',
    );
    return path;
  }

  it('share workflow, delivery and its end, and send nothing twice', async () => {
    const end = await runFixture({
      script: join(__dirname, 'fixtures', 'two-copies.cjs'),
      args: [copy('first'), copy('second')],
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url },
    });
    expect(end).to.include({ code: 3, stdout: '', stderr: '' });
    expect(end.reports).to.deep.equal([
      { flushed: true, owner: 'everspan', delivered: 2 },
    ]);
    const spans = backend.requests.flatMap((request) => request.spans);
    expect(
      spans.map(({ name, attributes }) => [name, attributes['everspan.path']]),
    ).to.have.deep.members([
      ['charge', 'place/charge'],
      ['place', 'place'],
      ['exit', 'dies/exit'],
      ['dies', 'dies'],
    ]);
  });
});
