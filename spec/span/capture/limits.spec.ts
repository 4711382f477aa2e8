import { expect } from 'chai';
import { captureValue } from '../../../lib/span/capture/capture-value';
import { hidesNothing, hidesSecrets } from './redactors';

const capture = (value: unknown, maxBytes = 256, maxDepth = 6): string => {
  const text = captureValue(value, { maxBytes, maxDepth }, hidesSecrets);
  expect(Buffer.byteLength(text)).to.be.at.most(maxBytes);
  return text;
};
const captured = (value: unknown, maxBytes?: number, maxDepth?: number) =>
  JSON.parse(capture(value, maxBytes, maxDepth)) as never;

describe('captureValue at its limits', () => {
  it('names what is too deep', () => {
    class Order {
      id = 1;
    }
    const value = [
      [[]],
      { a: {} },
      new Map([[1, [2]]]),
      new Set([new Set()]),
      [new Order(), new Date(0)],
    ];
    expect(captured(value, 256, 1)).to.deep.equal([
      '…[Array(1)]',
      '…[Object]',
      '…[Map(1)]',
      '…[Set(1)]',
      '…[Array(2)]',
    ]);
    expect(captured(value, 512, 2)).to.deep.equal([
      ['…[Array(0)]'],
      { a: '…[Object]' },
      { '[Map]': [[1, '…[Array(1)]']] },
      { '[Set]': ['…[Set(0)]'] },
      ['…[Order]', '1970-01-01T00:00:00.000Z'],
    ]);
  });

  it('counts what is left of a list', () => {
    const list: unknown[] = captured(Array.from({ length: 1000 }, (_, i) => i));
    const left = 1000 - (list.length - 1);
    expect(list.slice(0, 3)).to.deep.equal([0, 1, 2]);
    expect(list.at(-1)).to.equal(`…[${String(left)} more]`);
  });

  it('counts what is left of an object', () => {
    const keys = Array.from({ length: 1000 }, (_, i) => [`k${String(i)}`, i]);
    const record: Record<string, unknown> = captured(Object.fromEntries(keys));
    const left = 1000 - (Object.keys(record).length - 1);
    expect(record).to.include({ k0: 0, k1: 1, '…': `[${String(left)} more]` });
  });

  it('cuts a string, never within a character', () => {
    expect(captured('x'.repeat(1000))).to.match(
      /^x{200,}…\[of 1000 characters\]$/,
    );
    expect(captured('é😀'.repeat(1000))).to.match(
      /^(é😀)+é?…\[of 3000 characters\]$/,
    );
    expect(captured('\u0000'.repeat(1000))).to.match(
      /^\0+…\[of 1000 characters\]$/,
    );
  });

  it('cuts a key', () => {
    const [key] = Object.keys(captured({ ['k'.repeat(5000)]: 1 }, 1024));
    expect(key).to.match(/^k{100,}…\[of 5000 characters\]$/);
  });

  it('cuts names', () => {
    const name = '\u00e9'.repeat(1000);
    const fn = Object.defineProperty(() => 1, 'name', { value: name });
    expect(captured(fn, 128)).to.match(/^\[Function \u00e9+…$/);
    expect(captured(Symbol(name), 128)).to.match(
      /^\[Symbol\(\u00e9+…\[of \d+ characters\]$/,
    );
  });

  it('opens no string that is huge', () => {
    const huge = 'x'.repeat(500_000_000);
    const mark = '…[of 500000000 characters]';
    expect(captured([huge, 1, { huge }])).to.deep.equal([
      mark,
      1,
      { huge: mark },
    ]);
    expect(captured(Symbol(huge))).to.equal('…[of 500000010 characters]');
  });

  it('writes no digits of a huge bigint', () => {
    expect(captured([2n ** 100_000n, -(2n ** 63n)])).to.deep.equal([
      '…[BigInt]',
      '-9223372036854775808n',
    ]);
  });

  it('goes through no list of ten million', () => {
    let reads = 0;
    const list = new Array<unknown>(10_000_000);
    Object.defineProperty(list, 9_000_000, { get: () => reads++ });
    expect(captured(list)).to.have.property('length').below(100);
    expect(reads).to.equal(0);
    const [last] = (captured(new Array(4_294_967_295)) as unknown[]).slice(-1);
    expect(last).to.match(/^…\[\d+ more\]$/);
  });

  it('gives up on what leaves no trace', () => {
    const silent = Array.from({ length: 100_000 }, (_, i) => [
      `k${String(i)}`,
      undefined,
    ]);
    expect(capture(Object.fromEntries(silent))).to.match(
      /^\{"…":"\[\d+ more\]"\}$/,
    );
  });

  it('asks only so many toJSON', () => {
    let asked = 0;
    const empty = {
      toJSON: () => {
        asked++;
        return 0;
      },
    };
    capture(
      Array.from({ length: 100_000 }, () => empty),
      8192,
    );
    expect(asked).to.be.within(100, 1000);
  });

  it('is bounded where each object stands in many places', () => {
    let value: unknown = 'leaf';
    for (let depth = 0; depth < 60; depth++) value = [value, value];
    expect(capture(value, 8192, 100)).to.have.length.above(1000);
  });

  it('is valid whatever the limits are', () => {
    class Order {
      map = new Map<unknown, unknown>([['a', { b: [1n, 'é'.repeat(40)] }]]);
      set = new Set([[[['deep']]], Symbol('\u0001'.repeat(20))]);
      error = new Error('x'.repeat(50), { cause: [1, 2, 3] });
    }
    const value = [new Order(), { order: new Order() }];
    const texts = new Set<string>();
    for (let maxBytes = 128; maxBytes < 900; maxBytes++) {
      for (let maxDepth = 1; maxDepth < 7; maxDepth++) {
        texts.add(capture(value, maxBytes, maxDepth));
        captured(value, maxBytes, maxDepth);
      }
    }
    expect(texts.size).to.be.above(100);
  });

  it('has room for the longest marks at every end', () => {
    const endless = (value: unknown): unknown[] => {
      const list = new Array<unknown>(4_294_967_295);
      for (let index = 0; index < 40; index++) list[index] = value;
      return list;
    };
    const longest = [
      -Number.MAX_VALUE,
      'x'.repeat(1_000_000),
      new Map(Array.from({ length: 100 }, (_, key) => [key, {}])),
      endless([]),
      endless(endless(1)),
      Object.assign(new (class Order {})(), { ['\u0001'.repeat(90)]: 1 }),
    ];
    for (const value of longest) {
      for (let maxBytes = 128; maxBytes < 400; maxBytes++) {
        captured(endless(value), maxBytes);
      }
    }
  });

  it('holds at a depth of one hundred', () => {
    let value: unknown = 'leaf';
    for (let depth = 0; depth < 100; depth++) value = [value];
    expect(
      captureValue(value, { maxBytes: 8192, maxDepth: 100 }, hidesNothing),
    ).to.contain('leaf');
    captured(value, 128, 100);
  });
});
