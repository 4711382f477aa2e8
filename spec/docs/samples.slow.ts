import { expect } from 'chai';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startBackend, type Backend } from '../support/backend';
import { inTurns } from '../support/in-turns';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import { compile, type Compiled, syntaxErrors, write } from './compile';
import { pages, read, ROOT, type Sample, samplesOf } from './samples';

/** Inside the checkout, so that `everspan` resolves to it. */
const FOLDER = join(ROOT, '.tmp', `samples-${process.pid}`);
const MOCHA = createRequire(__filename).resolve('mocha/bin/mocha.js');

const samples = pages().flatMap((page) => samplesOf(page, read(page)));
const compiledOnes = samples.filter(({ isCompiled }) => isCompiled);

/** A program of a sample; two where it is compiled in both dialects. */
interface Run {
  readonly sample: Sample;
  readonly dialect: string;
  readonly script: string;
}

function launch(
  { sample, script }: Run,
  backend: Backend,
): Promise<FixtureEnd> {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
  const args = ['--no-config', '--no-package', script];
  return sample.runner === 'mocha'
    ? runFixture({ script: MOCHA, args, env })
    : runFixture({ script, env });
}

/** Those that are compiled, and those in JavaScript. */
function runsOf(compiled: readonly Compiled[]): readonly Run[] {
  const written = samples
    .filter(({ language }) => language === 'js')
    .map((sample) => {
      const dialect = 'standard';
      return {
        sample,
        dialect,
        script: write({ sample, dialect }, FOLDER),
      } as const;
    });
  return [...compiled, ...written].filter(
    ({ sample }) => sample.runner !== 'nobody',
  );
}

describe('a sample of the documentation', () => {
  let compiled: readonly Compiled[];
  let runs: readonly Run[];
  let endOf: (run: Run) => Promise<FixtureEnd>;
  let backend: Backend;

  before(async () => {
    backend = await startBackend();
    compiled = compile(compiledOnes, FOLDER);
    runs = runsOf(compiled);
    endOf = inTurns(runs, (run) => launch(run, backend));
  });

  after(async () => {
    await backend.close();
    rmSync(FOLDER, { recursive: true });
  });

  for (const sample of samples) {
    const { name, exits, runner, stdout } = sample;
    if (sample.isCompiled) {
      it(`in ${name} compiles`, () => {
        const own = compiled.filter((each) => each.sample === sample);
        expect(own).not.to.be.empty;
        expect(own.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
      });
    } else {
      it(`in ${name} is written without a slip`, () => {
        expect(syntaxErrors(sample)).to.deep.equal([]);
      });
    }
    if (runner === 'nobody') continue;
    it(`in ${name} runs and exits with ${exits}`, async () => {
      const own = runs.filter((each) => each.sample === sample);
      expect(own).not.to.be.empty;
      for (const run of own) {
        const end = await endOf(run);
        const told = `${run.dialect}: ${end.stdout}${end.stderr}`;
        expect(end.code, told).to.equal(exits);
        expect(end.stderr, told).not.to.match(/^everspan:/m);
        if (stdout !== undefined) expect(end.stdout).to.equal(stdout);
      }
    });
  }
});

describe('the reader of samples', () => {
  const fence = '```';

  it('knows what is marked, and what it prints', () => {
    const text = `${fence}ts exits=3\nlet a;\n${fence}\n${fence}text stdout\n1\n${fence}\n`;
    const [sample] = samplesOf('a.md', text);
    expect(sample).to.deep.equal({
      name: 'a.md:1',
      language: 'ts',
      source: 'let a;\n',
      isCompiled: true,
      runner: 'node',
      exits: 3,
      stdout: '1\n',
    });
  });

  it('reads a block in a list without its indent', () => {
    const text = `- one\n\n  ${fence}ts\n  if (a)\n    b();\n  ${fence}\n`;
    expect(samplesOf('a.md', text)[0]?.source).to.equal('if (a)\n  b();\n');
  });

  it('refuses a mark that it does not know', () => {
    const text = `${fence}ts compileonly\n${fence}\n`;
    expect(() => samplesOf('a.md', text)).to.throw('a.md:1');
  });

  it('finds some on every page that has any', () => {
    expect(samples.length).to.be.at.least(3);
  });
});

describe('the compiler of samples', () => {
  const folder = join(ROOT, '.tmp', `samples-of-spec-${process.pid}`);
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('complains where the page has the mistake, and knows decorators', () => {
    const fence = '```';
    const source = `import { task } from 'everspan';\nclass A {\n  @task\n  b() {}\n}\nnew A().c();\n`;
    const text = `# A\n\n${fence}ts\n${source}${fence}\n`;
    const results = compile(samplesOf('docs/a.md', text), folder);
    expect(results.map(({ dialect }) => dialect)).to.deep.equal([
      'standard',
      'experimental',
    ]);
    for (const { complaints } of results) {
      expect(complaints).to.have.length(1);
      expect(complaints[0]).to.match(/^docs\/a\.md:9 TS2339/);
    }
  });
});
