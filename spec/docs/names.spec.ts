/**
 * Names that pages tell of, and that may change without them: scripts, files,
 * codes, variables, commands.
 */
import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages, read, ROOT } from './samples';

const TEXTS = [...pages(), 'CONTRIBUTING.md', 'samples/README.md'];

/** What a page says between backticks, in blocks and in its prose. */
function code(page: string): string {
  const text = read(page);
  return [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].join('\n');
}

function found(page: string, pattern: RegExp): readonly string[] {
  return [...code(page).matchAll(pattern)].map(([, name = '']) => name);
}

interface Kind {
  readonly what: string;
  readonly pattern: RegExp;
  isThere(name: string): boolean;
}

const manifest = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
};

/** All that is written in the code, to look names up in. */
const CODE = readdirSync(join(ROOT, 'lib'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(ROOT, 'lib', path), 'utf8'))
  .join('\n');

const KINDS: readonly Kind[] = [
  {
    what: 'a script of npm',
    pattern: /\bnpm run ([\w:]+)/g,
    isThere: (name) => name in manifest.scripts,
  },
  {
    what: 'a file of the repository',
    pattern: /`((?:lib|spec|samples|bench|etc)\/[\w./-]+)`/g,
    isThere: (name) => existsSync(join(ROOT, name)),
  },
  {
    what: 'a code',
    pattern: /\b((?:ERR|WARN)_EVERSPAN_\w*[A-Z])\b/g,
    isThere: (name) => CODE.includes(`'${name}'`),
  },
  {
    what: 'a variable of ours',
    pattern: /(?<![A-Z]_)(EVERSPAN_[A-Z_]*[A-Z])\b/g,
    isThere: (name) => CODE.includes(`'${name}'`),
  },
  {
    what: 'a way into the package',
    pattern: /['" ]everspan\/([a-z]+)['"\s`]/g,
    isThere: (name) => `./${name}` in manifest.exports,
  },
];

describe('a name in the documentation', () => {
  for (const { what, pattern, isThere } of KINDS) {
    it(`of ${what} is there`, () => {
      const names = TEXTS.flatMap((page) =>
        found(page, pattern).map((name) => ({ page, name })),
      );
      expect(names).not.to.be.empty;
      expect(names.filter(({ name }) => !isThere(name))).to.deep.equal([]);
    });
  }
});
