import { expect } from 'chai';
import {
  visibleLine,
  visibleText,
} from '../../../../lib/viewer/page/text/visible-text';

describe('visibleText', () => {
  for (const [what, text, shown] of [
    ['plain text', 'Zürich 東京 🚀 <b>', 'Zürich 東京 🚀 <b>'],
    ['lines and tabs', 'a\n\tb', 'a\n\tb'],
    ['control characters', 'a\u0000\u001b[31mb\u007f', 'a␀␛[31mb␡'],
    ['C1 controls', '\u009b', '⟨009B⟩'],
    ['text turned round', 'a\u202etxt.exe', 'a⟨202E⟩txt.exe'],
    ['isolates', '\u2066x\u2069', '⟨2066⟩x⟨2069⟩'],
    ['what has no width', 'pay\u200bpal\ufeff', 'pay⟨200B⟩pal⟨FEFF⟩'],
    ['a carriage return', 'a\rb', 'a␍b'],
  ] as const) {
    it(`shows ${what}`, () => {
      expect(visibleText(text)).to.equal(shown);
    });
  }
});

describe('visibleLine', () => {
  it('stays on one line', () => {
    expect(visibleLine('a\n\tb')).to.equal('a␊␉b');
  });
});
