import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  launch,
  REGISTER,
  startBackend,
  type Backend,
  type CommandEnd,
} from './cli/command-line';
import { temporaryFolder } from './support/temporary-folder';

const DIST = join(__dirname, '../dist');
const EVERSPAN = JSON.stringify(join(DIST, 'index.js'));
const API = JSON.stringify(require.resolve('@opentelemetry/api'));

/** The main module, in both kinds; `load` gives the named exports of a path. */
const KINDS = {
  'main.cjs': 'const load = async (path) => require(path);',
  'main.mjs':
    "import { createRequire } from 'node:module';" +
    'const load = async (path) => createRequire(import.meta.url)(path);',
};

const SERVICE = `const serviceOf = (api) => {
  const span = api.trace.getTracer('spec').startSpan('by hand');
  return span.resource?.attributes['service.name'];
};`;

describe('register', () => {
  let backend: Backend;

  beforeEach(async () => {
    backend = await startBackend();
  });

  afterEach(() => backend.close());

  /** Runs a main module under the preload. */
  const run = (
    name: string,
    text: string,
    preload = ['--require', REGISTER],
  ): Promise<CommandEnd> => {
    const file = join(temporaryFolder(), name);
    writeFileSync(file, text);
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      OTEL_SERVICE_NAME: 'by default',
    };
    return launch([process.execPath, ...preload, file], { env }).end;
  };

  for (const way of ['--require', '--import']) {
    for (const [name, head] of Object.entries(KINDS)) {
      it(`traces the first annotated call of ${name} by ${way}`, async () => {
        const body = `load(${EVERSPAN}).then(({ task }) => task.run('charge', () => 1));`;
        const end = await run(name, head + body, [way, REGISTER]);
        expect(end).to.include({ code: 0, stdout: '', stderr: '' });
        expect(backend.spans.map((span) => span.name)).to.deep.equal([
          'charge',
        ]);
      });
    }
  }

  for (const [name, head] of Object.entries(KINDS)) {
    const late = name === 'main.mjs' ? 'await wait(300);' : '';
    const wait = 'const wait = (ms) => new Promise((r) => setTimeout(r, ms));';

    it(`lets init() of ${name} win`, async () => {
      const body = name.endsWith('mjs')
        ? `${late} const { init, task } = await load(${EVERSPAN});`
        : `const { init, task } = require(${EVERSPAN});`;
      const rest = `init({ serviceName: 'own' }); task.run('charge', () => 1);`;
      const end = await run(name, head + wait + body + rest);
      expect(end).to.include({ code: 0, stderr: '' });
      const services = backend.spans.map(
        ({ resource }) => resource.attributes['service.name'],
      );
      expect(services).to.deep.equal(['own']);
    });

    it(`applies defaults once ${name} has run`, async () => {
      const body = `
        const services = [];
        ${late}
        load(${API}).then(async (api) => {
          services.push(serviceOf(api));
          await wait(1500);
          console.log(JSON.stringify([services[0] ?? null, serviceOf(api)]));
        });`;
      const end = await run(name, SERVICE + head + wait + body);
      expect(end).to.include({ code: 0, stderr: '' });
      expect(JSON.parse(end.stdout)).to.deep.equal([null, 'by default']);
    });
  }

  it('lets a foreign provider win, without a word', async () => {
    const sdk = JSON.stringify(require.resolve('@opentelemetry/sdk-trace'));
    const end = await run(
      'main.cjs',
      `const { trace } = require(${API});
       const { TracerProvider } = require(${sdk});
       trace.setGlobalTracerProvider(new TracerProvider());
       setTimeout(() => {
         const span = require(${API}).trace.getTracer('x').startSpan('x');
         console.log(span.resource.attributes['telemetry.distro.name']);
       }, 100);`,
    );
    expect(end).to.include({ code: 0, stdout: 'undefined\n', stderr: '' });
  });

  it('does not set tracing up in a thread that traces nothing', async () => {
    const end = await run(
      'main.cjs',
      `const { Worker } = require('node:worker_threads');
       const script = 'setTimeout(() => console.log(Object.keys(require.cache)' +
         '.filter((path) => path.includes("opentelemetry")).length), 100)';
       new Worker(script, { eval: true });`,
    );
    expect(end).to.include({ code: 0, stdout: '0\n', stderr: '' });
  });

  it('traces an annotated call in a worker thread', async () => {
    const script = `require(${EVERSPAN}).task.run('charge', () => 1)`;
    const end = await run(
      'main.cjs',
      `const { Worker } = require('node:worker_threads');
       new Worker(${JSON.stringify(script)}, { eval: true });`,
    );
    expect(end).to.include({ code: 0, stderr: '' });
    expect(backend.spans.map(({ name }) => name)).to.deep.equal(['charge']);
  });

  it('changes nothing about a program that ends at once', async () => {
    const end = await run('main.cjs', 'process.exitCode = 4;');
    expect(end).to.include({ code: 4, stdout: '', stderr: '' });
  });
});
