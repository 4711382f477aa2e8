import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  PERSONAL_ENDINGS,
  PERSONAL_SHAPES,
} from '../../lib/span/redaction/personal-data';
import { MAX_TEXT } from '../../lib/span/redaction/redact';
import {
  REMARKS,
  SECRET_ENDINGS,
  SECRET_PHRASES,
} from '../../lib/span/redaction/secret-keys';
import { SECRET_SHAPES } from '../../lib/span/redaction/secret-values';

const PAGE = readFileSync(
  join(__dirname, '..', '..', 'docs', 'redaction.md'),
  'utf8',
).replace(/\s+/g, ' ');

describe('docs/redaction.md', () => {
  it('lists the phrases of keys as the code has them', () => {
    const lists = [SECRET_PHRASES, SECRET_ENDINGS, REMARKS, PERSONAL_ENDINGS];
    for (const list of lists) {
      const shown = list.map((each) => `\`${each.replace(' ?', ' ')}\``);
      expect(PAGE).to.include(shown.join(', '));
    }
  });

  it('lists every shape of a value', () => {
    for (const { what } of [...SECRET_SHAPES, ...PERSONAL_SHAPES]) {
      expect(PAGE).to.include(`- ${what}`);
    }
  });

  it('says how much of a text is looked at', () => {
    const shown = MAX_TEXT.toLocaleString('en').replaceAll(',', ' ');
    expect(PAGE).to.include(`the first ${shown} characters`);
  });
});
