import { expect } from 'chai';
import { createRedactor, HIDDEN } from '../../../lib/span/redaction/redact';
import {
  mayHoldShape,
  SECRET_SHAPES,
} from '../../../lib/span/redaction/secret-values';
import { CARD, LEFT, PAIRS, SHAPES } from './secret-texts';

describe('the redactor of secrets', () => {
  const { text } = bound();

  for (const [given, left] of [...SHAPES, ...PAIRS]) {
    it(`makes "${left.replaceAll('\n', '⏎')}"`, () => {
      expect(text(given)).to.equal(left);
      expect(text(left), 'twice').to.equal(left);
      const around = `before (${given})\n after`;
      expect(text(around)).to.not.equal(around);
    });
  }

  for (const given of LEFT) {
    it(`leaves "${given}"`, () => {
      expect(text(given)).to.equal(given);
    });
  }

  it('looks for a shape wherever one could be', () => {
    for (const [given] of SHAPES) {
      expect(mayHoldShape(given), given).to.equal(true);
    }
    const unseen = SECRET_SHAPES.filter(
      ({ pattern }) => !SHAPES.some(([given]) => given.search(pattern) >= 0),
    );
    expect(unseen).to.deep.equal([]);
  });

  it('keeps JSON readable for machines', () => {
    const given = JSON.stringify({ a: { password: 'x"\\y', b: [CARD] } });
    expect(JSON.parse(text(given))).to.deep.equal({
      a: { password: HIDDEN, b: [HIDDEN] },
    });
  });

  it('records no more than 1 048 576 characters of a text', () => {
    const shown = text('x'.repeat(3_000_000) + CARD);
    expect(shown.length).to.be.at.most(1_048_576);
    expect(shown).to.match(/xx… \[redacted: 1951440 more characters\]$/);
  });
});

function bound(): { text: (value: string) => string } {
  const redactor = createRedactor();
  return { text: (value) => redactor.text(value) };
}
