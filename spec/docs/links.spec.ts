import { expect } from 'chai';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pages, read, ROOT } from './samples';

const SAMPLES = readdirSync(join(ROOT, 'samples'), { encoding: 'utf8' })
  .map((name) => (name === 'README.md' ? name : `${name}/README.md`))
  .map((name) => `samples/${name}`)
  .filter((path) => existsSync(join(ROOT, path)));

const OTHERS = ['CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];
const TEXTS = [...pages(), ...SAMPLES, ...OTHERS];

/** Brackets and parentheses in code are no links. */
function prose(page: string): string {
  const text = read(page).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  return text.replaceAll(/`[^`\n]*`/g, (code) => '`'.repeat(code.length));
}

/** Where the links of a page lead, but those that leave the repository. */
function linksOf(page: string): readonly string[] {
  const inline = [...prose(page).matchAll(/\]\(([^()\s]+)\)/g)];
  const defined = [...prose(page).matchAll(/^\[[^\]]+\]: (\S+)$/gm)];
  const targets = [...inline, ...defined].map((match) => match[1] ?? '');
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** What GitHub makes of headings; a second one of a name gets a number. */
function anchorsOf(page: string): readonly string[] {
  const text = read(page).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  const seen = new Map<string, number>();
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map((match) => {
    const slug = slugOf(match[1] ?? '');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

function slugOf(heading: string): string {
  const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** What is wrong with a link, or nothing. */
function problemOf(page: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), decodeURI(path));
  if (!existsSync(join(ROOT, file))) return `${target}: there is no ${file}`;
  if (anchor === undefined) return undefined;
  if (statSync(join(ROOT, file)).isDirectory()) return `${target}: a folder`;
  const isThere = anchorsOf(file).includes(anchor);
  return isThere ? undefined : `${target}: no such heading in ${file}`;
}

describe('a link of the documentation', () => {
  for (const page of TEXTS) {
    it(`in ${page} leads somewhere`, () => {
      const problems = linksOf(page).map((each) => problemOf(page, each));
      expect(problems.filter((each) => each !== undefined)).to.deep.equal([]);
    });
  }

  it('is found, and so is what is wrong with it', () => {
    expect(linksOf('README.md')).to.include('docs/errors.md');
    expect(problemOf('README.md', 'docs/nowhere.md')).to.match(/there is no/);
    expect(problemOf('README.md', '#nowhere')).to.match(/no such heading/);
    expect(problemOf('README.md', '#see-it')).to.equal(undefined);
  });
});

describe('the index of the documentation', () => {
  it('lists every page, and nothing else', () => {
    const others = pages().filter((page) => page.startsWith('docs/'));
    const listed = linksOf('docs/README.md')
      .filter((target) => !target.startsWith('../'))
      .map((target) => `docs/${target}`);
    const expected = others.filter((page) => page !== 'docs/README.md');
    expect(listed).to.have.members(expected);
  });
});
