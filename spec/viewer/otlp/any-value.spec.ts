import { expect } from 'chai';
import { attributesIn } from '../../../lib/viewer/otlp/any-value';
import type { AttributeValue } from '../../../lib/viewer/store/received-span';

function read(value: unknown): AttributeValue | undefined {
  const attributes = [{ key: 'a', value }];
  return attributesIn({ attributes }, 'attributes')['a'];
}

describe('attributesIn', () => {
  const values: readonly (readonly [unknown, AttributeValue])[] = [
    [{ stringValue: 'x' }, 'x'],
    [{ stringValue: '' }, ''],
    [{ boolValue: false }, false],
    [{ intValue: '-3' }, -3],
    [{ intValue: 0 }, 0],
    [{ intValue: '9007199254740993' }, 9007199254740993n],
    [{ intValue: '-9223372036854775808' }, -9223372036854775808n],
    [{ doubleValue: 0.5 }, 0.5],
    [{ doubleValue: '0.5' }, 0.5],
    [{ doubleValue: '-Infinity' }, -Infinity],
    [{ bytesValue: 'aGk=' }, Uint8Array.from([104, 105])],
    [{ arrayValue: {} }, []],
    [{ arrayValue: { values: [{ intValue: 1 }, {}] } }, [1, null]],
    [{ kvlistValue: {} }, {}],
    [{}, null],
    [undefined, null],
    [{ stringValueStrindex: 4 }, null],
  ];
  for (const [sent, kept] of values) {
    it(`reads ${JSON.stringify(sent)}`, () => {
      expect(read(sent)).to.deep.equal(kept);
    });
  }

  it('reads NaN', () => {
    expect(read({ doubleValue: 'NaN' })).to.satisfy(Number.isNaN);
  });

  it('reads maps in lists in maps', () => {
    const pair = { key: 'deep', value: { boolValue: true } };
    const list = {
      arrayValue: { values: [{ kvlistValue: { values: [pair] } }] },
    };
    const outer = { kvlistValue: { values: [{ key: 'list', value: list }] } };
    expect(read(outer)).to.deep.equal({ list: [{ deep: true }] });
  });

  it('keeps the last value of a repeated name', () => {
    const attributes = ['first', 'last'].map((stringValue) => ({
      key: 'a',
      value: { stringValue },
    }));
    expect(attributesIn({ attributes }, 'attributes')).to.deep.equal({
      a: 'last',
    });
  });

  it('keeps an attribute called __proto__ as an attribute', () => {
    const pair = { key: '__proto__', value: { stringValue: 'x' } };
    const kept = attributesIn({ attributes: [pair] }, 'attributes');
    expect(Object.entries(kept)).to.deep.equal([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(kept)).to.equal(Object.prototype);
  });

  for (const [kind, around] of [
    ['lists', (value) => ({ arrayValue: { values: [value] } })],
    ['maps', (value) => ({ kvlistValue: { values: [{ key: 'a', value }] } })],
  ] as readonly (readonly [string, (value: object) => object])[]) {
    it(`reads a value in a hundred ${kind}, and refuses one in more`, () => {
      let value: object = { stringValue: 'x' };
      for (let depth = 0; depth < 100; depth += 1) value = around(value);
      expect(JSON.stringify(read(value))).to.include('"x"');
      expect(() => read(around(value)))
        .to.throw(TypeError, 'deeper than 100')
        .with.property('code', 'ERR_EVERSPAN_OTLP_BODY');
    });
  }

  const wrong: readonly object[] = [
    { stringValue: 5 },
    { boolValue: 'true' },
    { intValue: '1.5' },
    { intValue: 1.5 },
    { intValue: '' },
    { doubleValue: 'half' },
    { doubleValue: '' },
    { bytesValue: 5 },
    { arrayValue: [] },
  ];
  for (const value of wrong) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      expect(() => read(value)).to.throw(/must be/);
    });
  }
});
