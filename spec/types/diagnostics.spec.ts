/**
 * `npm run types` shows that every line of `rejects` is refused; this shows
 * that it is refused for the reason it is there for.
 */
import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const REJECTS = join(__dirname, 'rejects');
const FILES = readdirSync(REJECTS).map((name) => join(REJECTS, name));

/**
 * `@ts-expect-error TS1240+1271/TS1270 -- a field`: two codes under
 * `experimentalDecorators`, one under the standard dialect.
 */
const EXPECTED = /@ts-expect-error TS([\d+]+)(?:\/TS([\d+]+))? -- /;

const DIALECTS = [
  { name: 'experimentalDecorators', project: 'tsconfig.json', group: 1 },
  { name: 'standard decorators', project: 'tsconfig.standard.json', group: 2 },
] as const;

/** Without what hides the errors, which the compiler then tells. */
function program(project: string): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, project), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (path) =>
    readFile(path)?.replaceAll('@ts-expect-error', 'expected');
  return ts.createProgram(FILES, options, host);
}

/** For each line that is refused, the codes. */
type Refusals = Readonly<Record<number, string>>;

function refusals(compiled: ts.Program, path: string): Refusals {
  const file = compiled.getSourceFile(path);
  const told: Record<number, string> = {};
  for (const { code, start } of ts.getPreEmitDiagnostics(compiled, file)) {
    const { line } = file!.getLineAndCharacterOfPosition(start ?? 0);
    const before = told[line + 1];
    told[line + 1] = before ? `${before}+${String(code)}` : String(code);
  }
  return told;
}

/** What a comment says of the line below it. */
function expected(path: string, group: 1 | 2): Refusals {
  const lines = ts.sys.readFile(path)?.split('\n') ?? [];
  const pinned: Record<number, string> = {};
  for (const [index, text] of lines.entries()) {
    const match = EXPECTED.exec(text);
    const codes = match?.[group] ?? match?.[1];
    if (codes !== undefined) pinned[index + 2] = codes;
  }
  return pinned;
}

describe('the compiler', () => {
  for (const { name, project, group } of DIALECTS) {
    describe(`with ${name}`, () => {
      let compiled: ts.Program;

      before(() => {
        compiled = program(project);
        compiled.getGlobalDiagnostics();
      });

      for (const path of FILES) {
        it(`refuses ${path.slice(ROOT.length + 1)} line by line`, () => {
          const lines = expected(path, group);
          expect(lines).not.to.deep.equal({});
          expect(refusals(compiled, path)).to.deep.equal(lines);
        });
      }
    });
  }
});
