/**
 * What users compile: the packed package, with their compiler, in both
 * dialects, as CommonJS, as an ES module and for a bundler.
 */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pack, projectWith, ROOT } from '../../package/packed';
import { temporaryFolder } from '../../support/temporary-folder';

const COMPILERS = ['5.4', '5.9', '6.0', '7.0'];
const DIALECTS = { legacy: true, standard: false };

/** How the files are called, and how their imports are resolved. */
const MODULES = {
  nodenext: { module: 'nodenext', endings: ['cts', 'mts'] },
  bundler: {
    module: 'esnext',
    moduleResolution: 'bundler',
    endings: ['ts'],
  },
};

/** All that users check, the types of every dependency included. */
const STRICT = {
  target: 'es2022',
  lib: ['es2022'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  skipLibCheck: false,
};

const PROGRAM = `
import { annotationsOf, task, workflow } from 'everspan';

class Orders {
  readonly total = 7;
  @workflow({ correlationId: (id: string) => id })
  async place(id: string): Promise<string> {
    return id + this.charge(2) + Orders.open();
  }
  @task('charge card')
  protected charge(times: number): number {
    return this.total * times;
  }
  @task
  static open(): boolean {
    return true;
  }
}

void new Orders().place('A-1 ').then((placed) => {
  console.log(placed, annotationsOf(Orders).map(({ name }) => name).join());
});
`;

const PRINTED = 'A-1 14true place,charge card,open';

function project(): string {
  const folder = temporaryFolder();
  projectWith(folder, pack(folder));
  const types = join(ROOT, 'node_modules', '@types');
  symlinkSync(types, join(folder, 'node_modules', '@types'), 'junction');
  return folder;
}

/** The files of `accepts` and `rejects`, as a user would have written them. */
function userFiles(): readonly (readonly [name: string, text: string])[] {
  return ['accepts', 'rejects'].flatMap((kind) => {
    const folder = join(ROOT, 'spec', 'types', kind);
    return readdirSync(folder).map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const imported = text.replaceAll(/'(\.\.\/){3}lib'/g, "'everspan'");
      return [`${kind}-${name.replace('.ts', '')}`, imported] as const;
    });
  });
}

function compile(
  version: string,
  folder: string,
  options: Readonly<Record<string, unknown>>,
): string {
  const config = { compilerOptions: { ...STRICT, ...options } };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join('node_modules', `typescript-${version}`, 'bin', 'tsc');
  const tsc = join(__dirname, compiler);
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder]);
  return `${stdout.toString()}${stderr.toString()}`;
}

for (const version of COMPILERS) {
  describe(`TypeScript ${version}`, () => {
    let home: string;

    before(() => {
      home = project();
    });

    function folderFor(...names: readonly string[]): string {
      const folder = join(home, names.join('-'));
      mkdirSync(folder);
      return folder;
    }

    for (const [dialect, experimentalDecorators] of Object.entries(DIALECTS)) {
      for (const [kind, { endings, ...how }] of Object.entries(MODULES)) {
        it(`accepts and rejects what it must: ${dialect}, ${kind}`, () => {
          const folder = folderFor(dialect, kind);
          for (const [name, text] of userFiles()) {
            for (const ending of endings) {
              writeFileSync(join(folder, `${name}.${ending}`), text);
            }
          }
          const options = { ...how, experimentalDecorators, noEmit: true };
          expect(compile(version, folder, options)).to.equal('');
        });
      }

      it(`compiles what runs: ${dialect}`, () => {
        const folder = folderFor(dialect, 'run');
        for (const ending of ['cts', 'mts']) {
          writeFileSync(join(folder, `main.${ending}`), PROGRAM);
        }
        const options = { module: 'node16', experimentalDecorators };
        expect(compile(version, folder, options)).to.equal('');
        expect(printed(folder, 'main.cjs')).to.equal(PRINTED);
        expect(printed(folder, 'main.mjs')).to.equal(PRINTED);
      });
    }
  });
}

function printed(folder: string, file: string): string {
  const run = spawnSync(process.execPath, [join(folder, file)]);
  return `${run.stdout.toString()}${run.stderr.toString()}`.trim();
}
