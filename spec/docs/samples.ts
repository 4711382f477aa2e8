/**
 * The samples of the documentation: fenced blocks of README.md and docs/.
 *
 * Every `ts` block is a whole program. It compiles, under both dialects where
 * it has decorators, and it runs and exits with 0. What differs is said behind
 * the language: `exits=1`, `mocha` for the tests of a program, `compile-only`
 * for what needs a backend or another machine, `sketch` for what uses a package
 * that is not here. A `js` block runs. A `text stdout` block behind a sample is
 * what it prints.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The checkout. */
export const ROOT: string = resolve(__dirname, '..', '..');

export interface Sample {
  /** `docs/context.md:15` */
  readonly name: string;
  readonly language: 'ts' | 'js';
  readonly source: string;
  readonly isCompiled: boolean;
  readonly runner: 'node' | 'mocha' | 'nobody';
  readonly exits: number;
  /** What it prints, where the page says so. */
  readonly stdout: string | undefined;
}

interface Block {
  readonly line: number;
  readonly info: readonly string[];
  readonly source: string;
}

/** README.md and the pages in docs/, by their paths from the root. */
export function pages(): readonly string[] {
  const docs = readdirSync(join(ROOT, 'docs'));
  const markdown = docs.filter((name) => name.endsWith('.md'));
  return ['README.md', ...markdown.map((name) => `docs/${name}`)];
}

export function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** Everything that a reader might copy into a program. */
export function samplesOf(page: string, text: string): readonly Sample[] {
  const blocks = blocksOf(text);
  return blocks.flatMap((block, nth) => {
    const [language = ''] = block.info;
    if (language !== 'ts' && language !== 'js') return [];
    const name = `${page}:${block.line}`;
    return [
      { ...sampleOf(name, language, block), ...printed(blocks[nth + 1]) },
    ];
  });
}

function printed(next: Block | undefined): Pick<Sample, 'stdout'> {
  const isStdout = next?.info.join(' ') === 'text stdout';
  return { stdout: isStdout ? next.source : undefined };
}

function sampleOf(
  name: string,
  language: Sample['language'],
  { info, source }: Block,
): Omit<Sample, 'stdout'> {
  const marks = info.slice(1);
  const unknown = marks.find((mark) => !MARK.test(mark));
  if (unknown) throw new Error(`${name} is marked "${unknown}": what is that?`);
  const isSketch = marks.includes('sketch');
  const isIdle = isSketch || marks.includes('compile-only');
  const exits = marks.map((mark) => /^exits=(\d+)$/.exec(mark)?.[1]);
  return {
    name,
    language,
    source,
    isCompiled: language === 'ts' && !isSketch,
    runner: isIdle ? 'nobody' : marks.includes('mocha') ? 'mocha' : 'node',
    exits: Number(exits.find((code) => code !== undefined) ?? 0),
  };
}

const MARK = /^(exits=\d+|mocha|compile-only|sketch)$/;

/** A fence may stand in a list, and then its lines are set in as it is. */
const FENCE =
  /^(?<indent> *)```(?<info>[^\n`]*)\n(?<source>[\s\S]*?)^\k<indent>```$/gm;

function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(FENCE)].map(({ index, groups = {} }) => {
    const { indent = '', info = '', source = '' } = groups;
    return {
      line: text.slice(0, index).split('\n').length,
      info: info.trim().split(/\s+/),
      source: source.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });
}
