import { expect } from 'chai';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { buildTree, rowsOf } from '../../lib/viewer/tree';
import { startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { FIXTURES } from './die';

/** Inside the checkout, so that `everspan` resolves to it. */
const FOLDER = join(__dirname, '..', '..', '.tmp', `decorated-${process.pid}`);

function compile(experimentalDecorators: boolean): string {
  const source = readFileSync(join(FIXTURES, 'decorated-order.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      experimentalDecorators,
    },
  });
  const script = join(FOLDER, `${String(experimentalDecorators)}.cjs`);
  writeFileSync(script, outputText);
  return script;
}

describe('a decorated class whose method exits', () => {
  before(() => {
    mkdirSync(FOLDER, { recursive: true });
  });

  after(() => {
    rmSync(FOLDER, { recursive: true });
  });

  const dialects = [
    { dialect: 'experimental', experimental: true },
    { dialect: 'standard', experimental: false },
  ];
  for (const { dialect, experimental } of dialects) {
    it(`delivers its whole tree under ${dialect} decorators`, async () => {
      const backend = await startBackend();
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
      const end = await runFixture({ script: compile(experimental), env });
      await backend.close();
      const rows = [...rowsOf(buildTree(backend.spans(end.goneAtMs)))];
      expect(end).to.include({ code: 1, stderr: '' });
      expect(
        rows.map(({ node, depth }) => `${depth} ${node.span.name}`),
      ).to.deep.equal([
        '0 place order',
        '1 reserve',
        '2 SELECT stock',
        '1 charge',
        '2 POST /charges',
      ]);
    });
  }
});
