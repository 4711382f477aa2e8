import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, ROOT } from './samples';

const PAGE = read('docs/comparison.md');
const [, TABLES = ''] = PAGE.split('## Annotating');
const [CLAIMS = '', PROOFS = ''] = TABLES.split('## What proves it');

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
function claims(): readonly string[] {
  const rows = rowsOf(CLAIMS).filter(([, own]) =>
    /^(yes|partly)/.test(own ?? ''),
  );
  return rows.map(([feature = '']) => feature);
}

describe('the comparison with other libraries', () => {
  const proofs = rowsOf(PROOFS);

  it('proves what it claims, and nothing else', () => {
    expect(claims()).not.to.be.empty;
    const proved = proofs.map(([feature = '']) => feature);
    expect([...new Set(proved)]).to.have.members([...new Set(claims())]);
  });

  for (const [feature = '', spec = '', fact = ''] of proofs) {
    it(`proves "${feature}": ${fact}`, () => {
      const path = spec.replaceAll('`', '');
      expect(path).to.match(/^spec\/.+\.(spec|slow)\.ts$/);
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
    for (const table of CLAIMS.split(/^## /m)) {
      const features = rowsOf(table).map(([feature]) => feature);
      expect(features).to.deep.equal([...new Set(features)]);
    }
  });

  it('says whether everspan has each feature', () => {
    for (const [feature, own] of rowsOf(CLAIMS)) {
      expect(own, feature).to.match(/^(yes|partly|no)/);
    }
  });
});
