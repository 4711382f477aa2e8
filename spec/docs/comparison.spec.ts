import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, ROOT } from './samples';

/** The pages, and the heading below which they make claims. */
const PAGES = {
  'docs/comparison.md': '## Annotating',
  'docs/viewers.md': '## Receiving',
};

/** The cells of every row, without the rows that head or rule a table. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[ |-]+\|$/.test(line))
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter(([first]) => first !== 'feature');
}

/** What everspan is said to do, by the features of the tables. */
function claimsIn(text: string): readonly string[] {
  const rows = rowsOf(text).filter(([, own]) =>
    /^(yes|partly)/.test(own ?? ''),
  );
  return rows.map(([feature = '']) => feature);
}

for (const [page, heading] of Object.entries(PAGES)) {
  describe(`the comparison of ${page}`, () => {
    const [, tables = ''] = read(page).split(heading);
    const [text = '', proven = ''] = tables.split('## What proves it');
    const claims = claimsIn(text);
    const proofs = rowsOf(proven);

    it('proves what it claims, and nothing else', () => {
      expect(claims).not.to.be.empty;
      const proved = proofs.map(([feature = '']) => feature);
      expect([...new Set(proved)]).to.have.members([...new Set(claims)]);
    });

    for (const [feature = '', spec = '', fact = ''] of proofs) {
      it(`proves "${feature}": ${fact}`, () => {
        const path = spec.replaceAll('`', '');
        expect(path).to.match(/^spec\/.+\.(spec|slow|page|interop)\.ts$/);
        expect(existsSync(join(ROOT, path)), path).to.equal(true);
        const facts = [...read(path).matchAll(/\bit\(\s*(['`])(.*?)\1,/g)];
        const said = facts.map((match) => match[2] ?? '');
        expect(
          said.some((each) => each.includes(fact)),
          path,
        ).to.equal(true);
      });
    }

    it('says each fact once', () => {
      const facts = proofs.map((row) => row.join());
      expect(facts).to.deep.equal([...new Set(facts)]);
      for (const table of text.split(/^## /m)) {
        const features = rowsOf(table).map(([feature]) => feature);
        expect(features).to.deep.equal([...new Set(features)]);
      }
    });

    it('says whether everspan has each feature', () => {
      for (const [feature, own] of rowsOf(text)) {
        expect(own, feature).to.match(/^(yes|partly|no)/);
      }
    });
  });
}
