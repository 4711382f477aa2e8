/** Compiles samples as a user's project would, many at a time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import type { Sample } from './samples';

export type Dialect = 'experimental' | 'standard';

export interface Compiled {
  readonly sample: Sample;
  readonly dialect: Dialect;
  /** What the compiler has against it. */
  readonly complaints: readonly string[];
  /** What node can run. */
  readonly script: string;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.Node20,
  types: ['node', 'mocha'],
  strict: true,
  skipLibCheck: true,
};

/**
 * Writes the samples into `folder`, which has to lie in the checkout: there
 * `everspan` is what was built, under the names that the package exports.
 */
export function compile(
  samples: readonly Sample[],
  folder: string,
): Compiled[] {
  const sources = new Map<string, ts.SourceFile | undefined>();
  const standard = samples.map(
    (sample) => ({ sample, dialect: 'standard' }) as const,
  );
  const experimental = samples
    .filter(({ source }) => hasDecorators(source))
    .map((sample) => ({ sample, dialect: 'experimental' }) as const);
  return [standard, experimental].flatMap((each) =>
    compileTogether(each, folder, sources),
  );
}

interface Task {
  readonly sample: Sample;
  readonly dialect: Dialect;
}

/** One program for all of a dialect: the library's types are read once. */
function compileTogether(
  tasks: readonly Task[],
  folder: string,
  sources: Map<string, ts.SourceFile | undefined>,
): Compiled[] {
  const experimentalDecorators = tasks[0]?.dialect === 'experimental';
  const options = { ...OPTIONS, experimentalDecorators };
  const written = tasks.map((task) => write(task, folder));
  const host = cachingHost(options, sources);
  const program = ts.createProgram(written, options, host);
  return tasks.map((task, nth) => {
    const file = program.getSourceFile(written[nth] ?? '');
    program.emit(file);
    return {
      ...task,
      complaints: ts
        .getPreEmitDiagnostics(program, file)
        .map((each) => complaint(each, task.sample)),
      script: (written[nth] ?? '').replace(/\.mts$/, '.mjs'),
    };
  });
}

function cachingHost(
  options: ts.CompilerOptions,
  sources: Map<string, ts.SourceFile | undefined>,
): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    if (!sources.has(name)) sources.set(name, getSourceFile(name, ...rest));
    return sources.get(name);
  };
  return host;
}

/** Writes a sample as a module, so that it may `await` at the top. */
export function write({ sample, dialect }: Task, folder: string): string {
  const where = join(folder, dialect);
  mkdirSync(where, { recursive: true });
  const name = `${basename(sample.name).replace(':', '-')}.m${sample.language}`;
  writeFileSync(join(where, name), sample.source);
  return join(where, name);
}

/** As a reader of the page would look for it. */
function complaint(diagnostic: ts.Diagnostic, { name }: Sample): string {
  const { file, start = 0, messageText, code } = diagnostic;
  const [page = '', first = '0'] = name.split(':');
  const { line = 0 } = file?.getLineAndCharacterOfPosition(start) ?? {};
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  return `${page}:${Number(first) + 1 + line} TS${code}: ${message}`;
}

/** What does not even parse, of a sample that cannot be compiled here. */
export function syntaxErrors(sample: Sample): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(sample.source, {
    reportDiagnostics: true,
    fileName: 'sample.mts',
    compilerOptions: OPTIONS,
  });
  return diagnostics.map((each) => complaint(each, sample));
}

function hasDecorators(source: string): boolean {
  const file = ts.createSourceFile('x.mts', source, ts.ScriptTarget.ES2022);
  const isDecorated = (node: ts.Node): boolean =>
    ts.isDecorator(node) || (ts.forEachChild(node, isDecorated) ?? false);
  return isDecorated(file);
}
