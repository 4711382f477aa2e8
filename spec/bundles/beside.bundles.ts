import { expect } from 'chai';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { startBackend, type Backend } from '../support/backend';
import { runFixture, type FixtureRun } from '../support/run-fixture';
import { BUNDLERS } from './bundlers';
import { asModule, newProject, sourceOf, type Project } from './project';

const REGISTER = join(__dirname, '../../dist/register.js');

describe('a bundle beside an installed everspan', () => {
  let project: Project;
  let backend: Backend;

  beforeEach(async () => {
    project = newProject();
    backend = await startBackend();
  });

  afterEach(async () => {
    await backend.close();
    project.remove();
  });

  /** Runs a program of `programs/` as the bundler leaves it. */
  async function run(
    program: string,
    bundler: string,
    options: Partial<FixtureRun>,
  ): Promise<number | null> {
    const text = asModule(sourceOf(`${program}.ts`));
    const bundle = BUNDLERS[bundler]!;
    const script = await bundle(project.write(`${program}.mjs`, text));
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      EVERSPAN_EXIT_TIMEOUT_MS: '8000',
      ...options.env,
    };
    const end = await runFixture({ script, ...options, env });
    expect(end.stderr).to.equal('');
    return end.code;
  }

  function seen(attribute: string): readonly (readonly unknown[])[] {
    const sent = backend.requests.flatMap(({ spans }) => spans);
    return sent.map(({ name, attributes }) => [name, attributes[attribute]]);
  }

  it('shares the workflow and one delivery with it', async () => {
    const args = [join(project.folder, 'orders.cjs')];
    const code = await run('two-copies', 'esbuild, CommonJS', { args });
    expect(code).to.equal(3);
    expect(seen('everspan.path')).to.have.deep.members([
      ['place', 'place'],
      ['charge', 'place/charge'],
      ['die', 'place/charge/die'],
    ]);
  });

  for (const preload of [
    `--require="${REGISTER}"`,
    `--import=${pathToFileURL(REGISTER).href}`,
  ]) {
    const [way = ''] = preload.split('=');
    it(`is set up by it in NODE_OPTIONS, by ${way}`, async () => {
      const env = { NODE_OPTIONS: preload, OTEL_SERVICE_NAME: 'orders' };
      const code = await run('annotated', 'esbuild, ESM', { env });
      expect(code).to.equal(4);
      expect(seen('everspan.workflow.name')).to.have.deep.members([
        ['place', 'place'],
        ['charge card', 'place'],
        ['refund', 'place'],
      ]);
    });
  }

  it('keeps the names of methods when it is minified, and no others', async () => {
    const env = { NODE_OPTIONS: `--require="${REGISTER}"` };
    await run('annotated', 'esbuild, minified', { env });
    const names = seen('from').map(([name]) => name);
    expect(names).to.include.members(['place', 'charge card']);
    expect(names).not.to.include('refund');
    const places = seen('code.function.name').map(([, place]) => place);
    expect(places).not.to.include('Orders.place');
  });
});
