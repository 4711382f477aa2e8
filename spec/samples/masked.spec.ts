import { expect } from 'chai';
import { masked } from './masked';

describe('masked', () => {
  const cases = {
    'a duration, and the space that aligns it': [
      '✓ charge    467 µs task',
      '✓ charge <time> task',
    ],
    'a port': ['on http://127.0.0.1:4318', 'on http://127.0.0.1:<port>'],
    'a trace id': [`trace ${'0af7'.repeat(8)}`, 'trace <trace>'],
    'a span id': [`span ${'0af7'.repeat(4)}`, 'span <span>'],
  } as const;
  for (const [what, [printed, expected]] of Object.entries(cases)) {
    it(`hides ${what}`, () => {
      expect(masked(printed)).to.equal(expected);
    });
  }

  it('leaves out the frames of a stack, below a tree as well', () => {
    const frames = ['   at a (b.ts:1:2)', '│  │   at c', '   … 3 more'];
    expect(masked(['✗ a', ...frames, '✓ b'].join('\n'))).to.equal('✗ a\n✓ b');
  });

  it('leaves all else as it is', () => {
    const text = 'o-7 is placed at 12\n└─ ✗ ship task\n\n2 spans, 0 failed';
    expect(masked(text)).to.equal(text);
  });
});
