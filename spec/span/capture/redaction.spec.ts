import { expect } from 'chai';
import { captureValue } from '../../../lib/span/capture/capture-value';
import { hidesSecrets } from './redactors';

const capture = (value: unknown, maxBytes = 8192): string =>
  captureValue(value, { maxBytes, maxDepth: 6 }, hidesSecrets);
const captured = (value: unknown): unknown => JSON.parse(capture(value));

describe('captureValue with a redactor', () => {
  it('hides all that stands under a secret key', () => {
    const hidden = '[redacted]';
    expect(captured({ password: { a: ['x'] } })).to.deep.equal({
      password: hidden,
    });
    expect(captured(new Map([['password', 'x']]))).to.deep.equal({
      '[Map]': [['password', hidden]],
    });
    expect(captured(['password', 'x'])).to.deep.equal(['password', hidden]);
    expect(captured([{ name: 'password', value: 'x' }])).to.deep.equal([
      { name: 'password', value: hidden },
    ]);
    expect(captured([{ Key: 'password', Value: 'x' }])).to.deep.equal([
      { Key: 'password', Value: hidden },
    ]);
  });

  it('shows that there is none', () => {
    expect(captured([{ password: null }, { password: false }])).to.deep.equal([
      { password: null },
      { password: false },
    ]);
  });

  it('hides secrets in every text', () => {
    class Speaking {
      readonly SECRET1 = 1;
    }
    const texts = [
      'a SECRET1 b',
      { SECRET2: 1 },
      Symbol('SECRET3'),
      new URL('http://h/SECRET4'),
      /SECRET5/,
      new Error('SECRET6'),
      new Map([['SECRET7', new Set(['SECRET8'])]]),
      { toJSON: () => 'SECRET9' },
      Object('SECRET10') as unknown,
      new Speaking(),
    ];
    const shown = capture(texts);
    expect(shown).not.to.match(/SECRET\d/i);
    expect(shown.match(/\[redacted\]/g)).to.have.length(11);
  });

  it('asks each redactor about a key', () => {
    const other = { ...hidesSecrets, text: (text: string) => `${text}!` };
    const key = { note: 1 };
    const limits = { maxBytes: 256, maxDepth: 1 };
    for (let times = 0; times < 2; times++) {
      expect(captureValue(key, limits, hidesSecrets)).to.equal('{"note":1}');
      expect(captureValue(key, limits, other)).to.equal('{"note!":1}');
    }
  });

  it('hides numbers that the redactor knows', () => {
    const digits = {
      hidesKey: () => false,
      text: (value: string) => value.replace('4111111111111111', '[redacted]'),
    };
    const text = captureValue(
      [4111111111111111, 4111111111111111n, 12],
      { maxBytes: 256, maxDepth: 1 },
      digits,
    );
    expect(text).to.equal('["[redacted]","[redacted]n",12]');
  });

  it('leaks no half of a secret, wherever the text is cut', () => {
    for (let before = 9800; before < 10_000; before++) {
      const secret = `SECRET${'7'.repeat(6000)}`;
      const text = `${'x'.repeat(before)}${secret}${'y'.repeat(20_000)}`;
      expect(capture(text, 10_000)).not.to.contain('SECRET');
      expect(capture({ [text]: text }, 10_000)).not.to.contain('SECRET');
    }
  });

  it('leaks nothing beyond the margin when secrets before it shrink', () => {
    for (let tail = 0; tail < 8192; tail += 256) {
      const shrinking = `SECRET${'1'.repeat(8000)} `;
      const text = `${shrinking}${'x'.repeat(8192 - tail)}SECRET${'2'.repeat(8000)}${'y'.repeat(20_000)}`;
      expect(capture(text, 8192)).not.to.contain('SECRET');
    }
  });
});
