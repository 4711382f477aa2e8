import { expect } from 'chai';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { buildTree, rowsOf } from '../../lib/viewer/tree';
import { startBackend } from '../support/backend';
import { runFixture, type FixtureRun } from '../support/run-fixture';
import { COMPILERS, type Dialect, type Format } from './compilers';
import { newProject, sourceOf, type Project } from './project';

const DIALECTS: readonly Dialect[] = ['standard', 'older'];
const FORMATS: readonly Format[] = ['CommonJS', 'ESM'];

type Prepare = (
  project: Project,
  dialect: Dialect,
  format: Format,
) => FixtureRun;

const ownRequire = createRequire(__filename);

function moduleUrl(name: string): string {
  return pathToFileURL(ownRequire.resolve(name)).href;
}

/** A program in TypeScript, and the settings beside it. */
function writeSource(
  { write }: Project,
  dialect: Dialect,
  format: Format,
): { readonly script: string; readonly tsconfig: string } {
  const compilerOptions = {
    target: 'es2022',
    module: format === 'ESM' ? 'esnext' : 'commonjs',
    moduleResolution: format === 'ESM' ? 'bundler' : 'node10',
    ignoreDeprecations: '6.0',
    experimentalDecorators: dialect === 'older',
  };
  const type = format === 'ESM' ? 'module' : 'commonjs';
  write('package.json', JSON.stringify({ type }));
  return {
    tsconfig: write('tsconfig.json', JSON.stringify({ compilerOptions })),
    script: write('order.ts', sourceOf('order.ts')),
  };
}

/** Those that compile while the program is loaded. */
const LOADERS: Readonly<Record<string, Prepare>> = {
  tsx: (project, dialect, format) => {
    const { script, tsconfig } = writeSource(project, dialect, format);
    return {
      script,
      nodeOptions: ['--import', moduleUrl('tsx')],
      env: { TSX_TSCONFIG_PATH: tsconfig },
    };
  },
  'ts-node': (project, dialect, format) => {
    const { script, tsconfig } = writeSource(project, dialect, format);
    const hook = `data:text/javascript,import{register}from'node:module';register('${moduleUrl('ts-node/esm')}')`;
    return {
      script,
      nodeOptions:
        format === 'ESM'
          ? ['--import', hook]
          : ['--require', ownRequire.resolve('ts-node/register')],
      env: { TS_NODE_PROJECT: tsconfig, TS_NODE_TRANSPILE_ONLY: 'true' },
    };
  },
};

const AHEAD: Readonly<Record<string, Prepare>> = Object.fromEntries(
  Object.entries(COMPILERS).map(([name, compile]): [string, Prepare] => [
    name,
    ({ write }, dialect, format) => {
      const text = compile(sourceOf('order.ts'), { dialect, format });
      const suffix = format === 'ESM' ? 'mjs' : 'cjs';
      return { script: write(`order.${suffix}`, text) };
    },
  ]),
);

async function treeOf(run: FixtureRun): Promise<readonly string[]> {
  const backend = await startBackend();
  try {
    const env = {
      ...run.env,
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      EVERSPAN_EXIT_TIMEOUT_MS: '8000',
    };
    const end = await runFixture({ ...run, env });
    expect(end.stderr).to.equal('');
    expect(end).to.include({ code: 6, stdout: 'tea\ntea\ntea\n' });
    const rows = [...rowsOf(buildTree(backend.spans(end.goneAtMs)))];
    return rows.map(({ node: { span }, depth }) =>
      [depth, span.name, span.attributes['code.function.name']].join(' '),
    );
  } finally {
    await backend.close();
  }
}

for (const [name, prepare] of Object.entries({ ...AHEAD, ...LOADERS })) {
  describe(`a program compiled by ${name}`, () => {
    let project: Project;

    beforeEach(() => {
      project = newProject();
    });

    afterEach(() => project.remove());

    for (const dialect of DIALECTS) {
      for (const format of FORMATS) {
        it(`delivers its whole tree, in ${format} with ${dialect} decorators`, async () => {
          const run = prepare(project, dialect, format);
          expect(await treeOf(run)).to.deep.equal([
            '0 place order Orders.place',
            '1 items Orders.items',
            '1 price Orders.price',
            '1 charge card Orders.charge',
          ]);
        });
      }
    }
  });
}

for (const name of ['tsc', 'swc', 'Babel']) {
  describe(`the metadata that ${name} emits`, () => {
    it('is found above and below an annotation', async () => {
      const project = newProject();
      try {
        const text = COMPILERS[name]!(sourceOf('injected.ts'), {
          dialect: 'older',
          format: 'CommonJS',
          metadata: true,
        });
        const script = project.write('injected.cjs', text);
        const end = await runFixture({ script });
        expect(end).to.include({ code: 0, stderr: '' });
        expect(end.stdout).to.equal(
          'above Prices,Number\nbelow Prices,String\n',
        );
      } finally {
        project.remove();
      }
    });
  });
}
