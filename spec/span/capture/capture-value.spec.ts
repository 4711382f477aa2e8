import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { captureValue } from '../../../lib/span/capture/capture-value';
import { hidesNothing } from './redactors';

const capture = (value: unknown): string =>
  captureValue(value, { maxBytes: 8192, maxDepth: 6 }, hidesNothing);
const captured = (value: unknown): unknown => JSON.parse(capture(value));

class Order {
  readonly id = 'A-1';
  readonly lines = [1];
  readonly #secret = 1;
  get total(): number {
    return this.#secret;
  }
}
class Sealed {
  readonly #secret = 1;
  look(): number {
    return this.#secret;
  }
}
class Money {
  toJSON(): string {
    return '3 EUR';
  }
}

describe('captureValue', () => {
  const plain: readonly unknown[] = [
    null,
    true,
    0,
    1.5,
    1e300,
    '',
    'text',
    [],
    {},
    [1, [2, ['3']]],
    { a: { b: 1 }, 'ä ö': '😀', '': null, '"': '\\' },
  ];
  for (const value of plain) {
    it(`is JSON of what JSON can hold: ${JSON.stringify(value)}`, () => {
      expect(capture(value)).to.equal(JSON.stringify(value));
    });
  }

  const marked: readonly (readonly [string, unknown, unknown])[] = [
    ['undefined, as in JSON', [undefined, { a: undefined }], [null, {}]],
    ['-0', [-0], [-0]],
    ['NaN', NaN, '[NaN]'],
    ['an infinite number', -Infinity, '[-Infinity]'],
    ['a bigint', 12n, '12n'],
    ['a symbol', Symbol('s'), '[Symbol(s)]'],
    ['a function', function load() {}, '[Function load]'],
    [
      'a nameless function',
      (
        () => () =>
          1
      )(),
      '[Function]',
    ],
    ['a class', Order, '[Function Order]'],
    ['a lone surrogate', 'a\ud800b', 'a\ud800b'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['an invalid date', new Date(NaN), '[Invalid Date]'],
    ['a regular expression', /a\/b/giu, '/a\\/b/giu'],
    ['an address', new URL('http://h/p?q'), 'http://h/p?q'],
    ['an object like an address', Object.create(URL.prototype), '[URL]'],
    ['a map', new Map<unknown, unknown>([['a', 1]]), { '[Map]': [['a', 1]] }],
    ['a map by objects', new Map([[{}, 1]]), { '[Map]': [[{}, 1]] }],
    ['a set', new Set([1]), { '[Set]': [1] }],
    ['a weak map', new WeakMap(), '[WeakMap]'],
    ['a buffer', Buffer.from('abc'), '[Buffer(3)]'],
    ['a typed array', new Float64Array(2), '[Float64Array(2)]'],
    ['an array buffer', new ArrayBuffer(8), '[ArrayBuffer(8)]'],
    ['a view', new DataView(new ArrayBuffer(8)), '[DataView]'],
    ['a promise', Promise.resolve(1), '[Promise]'],
    ['boxes', [Object('s'), Object(1), Object(2n)], ['s', 1, '2n']],
    ['holes', Object.assign(new Array<unknown>(1), { 1: 1 }), [null, 1]],
    ['no prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['an own __proto__', JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
    [
      'another realm',
      runInNewContext('[{ a: new Date(0) }]'),
      [{ a: '1970-01-01T00:00:00.000Z' }],
    ],
    ['an instance', new Order(), { '[class]': 'Order', id: 'A-1', lines: [1] }],
    ['an instance without fields', new Sealed(), '[Sealed]'],
    ['what a class has to say', new Money(), '3 EUR'],
    ['an abort signal', AbortSignal.abort(), '[AbortSignal]'],
    ['a request', new Request('http://h/'), '[Request]'],
    ['a response', new Response('body'), '[Response]'],
    ['a web stream', new Blob(['x']).stream(), '[ReadableStream]'],
    ['a stream', Readable.from([1]), '[Readable]'],
    [
      'the standard output',
      process.stdout,
      `[${process.stdout.constructor.name}]`,
    ],
  ];
  for (const [what, value, expected] of marked) {
    it(`writes ${what}`, () => {
      if (typeof expected === 'string' && expected.startsWith('{')) {
        expect(capture(value)).to.equal(expected);
      } else expect(captured(value)).to.deep.equal(expected);
    });
  }

  it('names the emitter that a class extends', () => {
    class Bell extends EventEmitter {
      readonly pitch = 440;
    }
    expect(captured(new Bell())).to.include({ '[class]': 'Bell', pitch: 440 });
  });

  it('follows causes and members of an error, and leaves out its stack', () => {
    const inner = Object.assign(new RangeError('low'), { code: 'E_LOW' });
    const error = new AggregateError([inner], 'all', { cause: 'x' });
    expect(captured(error)).to.deep.equal({
      '[class]': 'AggregateError',
      message: 'all',
      cause: 'x',
      errors: [{ '[class]': 'RangeError', message: 'low', code: 'E_LOW' }],
    });
  });

  it('marks a circle, and repeats what is there twice', () => {
    const shared = { a: 1 };
    const circle: Record<string, unknown> = { one: shared, two: shared };
    circle['self'] = [circle];
    expect(captured(circle)).to.deep.equal({
      one: { a: 1 },
      two: { a: 1 },
      self: ['[Circular]'],
    });
  });

  it('advances no iterator and no generator', () => {
    let steps = 0;
    const generator = (function* () {
      yield steps++;
    })();
    const values = [1, 2].values();
    expect(captured([generator, values])).to.deep.equal([
      '[Generator]',
      '[Array Iterator]',
    ]);
    expect(steps).to.equal(0);
    expect([...values]).to.deep.equal([1, 2]);
  });
});
