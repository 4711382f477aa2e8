import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { captureValue } from '../../../lib/span/capture/capture-value';
import { hidesNothing } from './redactors';

const capture = (value: unknown): string =>
  captureValue(value, { maxBytes: 8192, maxDepth: 6 }, hidesNothing);
const captured = (value: unknown): unknown => JSON.parse(capture(value));
/** By a name, for it has no types. */
const LOADING = './fixtures/loading.mjs' as string;
const fails = (): never => {
  throw new Error('called');
};

function entriesOf(
  object: object,
): readonly (readonly [PropertyKey, unknown])[] {
  return Reflect.ownKeys(object).map((key) => [key, Reflect.get(object, key)]);
}

describe('captureValue of hostile values', () => {
  it('calls no getter, of an object, a list or an instance', () => {
    class Lazy {
      readonly a = 1;
      constructor() {
        Object.defineProperty(this, 'b', { get: fails, enumerable: true });
      }
      get c(): never {
        return fails();
      }
    }
    const list = Object.defineProperty([1, 2], 1, { get: fails });
    expect(
      captured([
        {
          get a() {
            return fails();
          },
        },
        list,
        new Lazy(),
      ]),
    ).to.deep.equal([
      { a: '[getter]' },
      [1, '[getter]'],
      { '[class]': 'Lazy', a: 1, b: '[getter]' },
    ]);
  });

  it('asks no Proxy, a revoked one neither', () => {
    const everything = new Proxy({}, { get: () => fails });
    const proxy = new Proxy({ a: 1 }, everything);
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const below: object = Object.create(proxy, {
      a: { value: 1, enumerable: true },
    }) as object;
    expect(
      captured([proxy, revoked.proxy, new Proxy(fails, everything)]),
    ).to.deep.equal(['[Proxy]', '[Proxy]', '[Proxy]']);
    expect(captured(below)).to.deep.equal({ a: 1 });
  });

  it('reads built-in objects by the engine, whatever stands on them', () => {
    const own = {
      getTime: fails,
      toISOString: fails,
      toJSON: fails,
      entries: fails,
      values: fails,
      [Symbol.iterator]: fails,
      [Symbol.toPrimitive]: fails,
      valueOf: fails,
      toString: fails,
    };
    const getters = { get: fails, configurable: true };
    const values = [
      new Date(0),
      new Map([[1, 2]]),
      new Set([1]),
      /x/g,
      new URL('http://h/'),
      new Uint8Array(1),
      Object('s') as object,
    ];
    for (const value of values) {
      for (const [key, method] of entriesOf(own)) {
        Object.defineProperty(value, key, { value: method });
      }
      for (const key of ['size', 'flags', 'source', 'href', 'constructor']) {
        Object.defineProperty(value, key, getters);
      }
    }
    expect(captured(values)).to.deep.equal([
      '1970-01-01T00:00:00.000Z',
      { '[Map]': [[1, 2]] },
      { '[Set]': [1] },
      '/x/g',
      'http://h/',
      '[Uint8Array(1)]',
      's',
    ]);
  });

  it('reads no stack', () => {
    const stacks: unknown[] = [];
    const error = new Error('x');
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = (each) => stacks.push(each);
    try {
      capture([error]);
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
    expect(stacks).to.deep.equal([]);
  });

  it('takes names that are no texts, and classes that are none', () => {
    class Named {
      static name(): never {
        return fails();
      }
      a = 1;
    }
    const orphan = new Named();
    Object.setPrototypeOf(orphan, { constructor: 'x' });
    expect(captured([new Named(), orphan])).to.deep.equal([{ a: 1 }, { a: 1 }]);
    const fn = Object.defineProperty(() => 1, 'name', { get: fails });
    expect(captured(fn)).to.equal('[Function]');
  });

  it('survives a module that is still loading', async () => {
    let shown: unknown;
    Reflect.set(globalThis, 'takeLoadingModule', (module: object) => {
      shown = captured([module, Object.assign({}, { module })]);
    });
    await import(LOADING);
    expect(shown).to.deep.equal(['[unreadable]', { module: '[unreadable]' }]);
  });

  it('gives a mark where the stack is short', () => {
    const down = (): string => {
      try {
        return down();
      } catch {
        return capture({ a: [{ b: [1] }] });
      }
    };
    expect(() => JSON.parse(down()) as unknown).not.to.throw();
  });

  it('leaves the value as it was', () => {
    const value = { a: [1, { b: new Map([[1, new Set([2])]]) }] };
    const frozen = Object.freeze(value);
    const before = Object.getOwnPropertyDescriptors(value);
    capture(frozen);
    expect(Object.getOwnPropertyDescriptors(value)).to.deep.equal(before);
  });

  it('goes on where a prototype has no end', () => {
    let value: object = { a: 1 };
    for (let depth = 0; depth < 1000; depth++)
      value = Object.create(value) as object;
    expect(captured(Object.assign(value, { b: 1 }))).to.deep.equal({ b: 1 });
    expect(
      captured(runInNewContext('new (class Foreign { a = 1 })')),
    ).to.deep.equal({ '[class]': 'Foreign', a: 1 });
  });
});
