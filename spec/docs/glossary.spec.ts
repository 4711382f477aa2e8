import { expect } from 'chai';
import { read } from './samples';

const words = [
  ...read('docs/glossary.md').matchAll(/^\| (\*\*[^|]+?) +\|/gm),
].flatMap(([, cell = '']) =>
  [...cell.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word = '']) => word),
);

describe('the glossary', () => {
  it('explains each word once', () => {
    expect(words.length).to.be.above(50);
    expect(words).to.deep.equal([...new Set(words)]);
  });
});
