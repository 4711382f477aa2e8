import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ERRORS,
  everspanError,
  received,
  WARNINGS,
} from '../../lib/internal/errors';

const ROOT = join(__dirname, '..', '..');
const TABLE: Readonly<Record<string, string>> = { ...ERRORS, ...WARNINGS };
const CODE = /\b(?:ERR|WARN)_EVERSPAN_[A-Z_]+/g;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** The codes that the library's own lines, comments apart, speak of. */
function codesInUse(): readonly string[] {
  const lib = join(ROOT, 'lib');
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' });
  const codes = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('errors.ts'))
    .map((file) => readFileSync(join(lib, file), 'utf8'))
    .flatMap((source) => source.replace(COMMENT, '').match(CODE) ?? []);
  return [...new Set(codes)];
}

function documentation(): string {
  return readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8');
}

describe('the table of codes', () => {
  it('holds every code that is thrown or told, and no other', () => {
    expect(codesInUse()).to.have.members(Object.keys(TABLE));
  });

  it('is documented code by code, with the same meaning', () => {
    const headings = documentation().match(/^### .+$/gm) ?? [];
    const codes = headings.map((heading) => heading.replace('### ', ''));
    expect(codes).to.deep.equal(Object.keys(TABLE));
    for (const [code, meaning] of Object.entries(TABLE)) {
      expect(documentation()).to.include(`### ${code}\n\n${meaning}\n`);
    }
  });
});

describe('everspanError', () => {
  it('is a TypeError with a code, and names it in its message', () => {
    const error = everspanError('ERR_EVERSPAN_INIT_OPTION', 'no such option');
    expect(error).to.be.instanceOf(TypeError);
    expect(error.code).to.equal('ERR_EVERSPAN_INIT_OPTION');
    expect(error.message).to.equal('ERR_EVERSPAN_INIT_OPTION: no such option');
  });
});

describe('received', () => {
  it('names a value by what can be seen of it', () => {
    const values: readonly [unknown, string][] = [
      ['text', '"text"'],
      ['line\nbreak', '"line\\nbreak"'],
      [7, '7'],
      [10n, '10n'],
      [undefined, 'undefined'],
      [null, 'null'],
      [Symbol('s'), 'Symbol(s)'],
      [function charge() {}, 'function charge'],
      [() => undefined, 'function'],
      [class Order {}, 'class Order'],
      [[1, 2], 'an array'],
      [{ key: 'secret' }, 'an object'],
    ];
    for (const [value, name] of values) expect(received(value)).to.equal(name);
  });

  it('cuts a long text', () => {
    expect(received('x'.repeat(10_000))).to.have.lengthOf(82);
  });

  it('survives values that defend themselves', () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    const unnamed = Object.defineProperty(() => undefined, 'name', {
      get: () => {
        throw new Error('not for you');
      },
    });
    for (const value of [proxy, unnamed]) {
      expect(received(value)).to.equal('a value that cannot be read');
    }
  });
});
