import { expect } from 'chai';
import {
  isCallable,
  isClass,
  isObject,
  isRecord,
  kindOfValue,
} from '../../lib/internal/kind-of-value';

class Order {
  readonly id = 'A-1';
}
const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

describe('kindOfValue', () => {
  const kinds: readonly (readonly [unknown, string])[] = [
    ['secret', 'a string'],
    [7, 'a number'],
    [true, 'a boolean'],
    [null, 'null'],
    [undefined, 'undefined'],
    [function charge() {}, 'function charge'],
    [() => undefined, 'function'],
    [Order, 'class Order'],
    [(() => class {})(), 'class'],
    [{ key: 'secret' }, 'an object'],
    [Object.create(null), 'an object'],
    [{ constructor: 'secret' }, 'an object'],
    [['secret'], 'an array'],
    [new Order(), 'an instance of Order'],
    [new Map(), 'an instance of Map'],
    [Promise.resolve('secret'), 'an instance of Promise'],
    [new Date(0), 'an instance of Date'],
    [new Date(NaN), 'an invalid Date'],
    [revoked(), 'a value that cannot be read'],
  ];
  for (const [value, kind] of kinds) {
    it(`tells ${kind}`, () => {
      expect(kindOfValue(value)).to.equal(kind);
    });
  }

  it('cuts the name of a class, and does without', () => {
    const long = Object.defineProperty(class {}, 'name', {
      value: 'x'.repeat(1_000),
    });
    const odd = Object.defineProperty(class {}, 'name', { value: 7 });
    expect(kindOfValue(long)).to.have.lengthOf('class '.length + 80);
    expect(kindOfValue(odd)).to.equal('class');
  });
});

describe('isObject', () => {
  it('counts functions in, and null out', () => {
    for (const value of [{}, [], () => 1, Order, revoked()]) {
      expect(isObject(value)).to.equal(true);
    }
    for (const value of [null, undefined, 'a', 7, true, Symbol('a')]) {
      expect(isObject(value)).to.equal(false);
    }
  });
});

describe('isCallable', () => {
  it('counts classes out', () => {
    expect(isCallable(() => 1)).to.equal(true);
    expect(isCallable(Order)).to.equal(false);
    expect(isCallable({})).to.equal(false);
  });
});

describe('isClass', () => {
  it('knows a class from any other function', () => {
    expect(isClass(Order)).to.equal(true);
    for (const fn of [() => 1, function classic() {}, async () => 1, Date]) {
      expect(isClass(fn)).to.equal(false);
    }
  });
});

describe('isRecord', () => {
  it('takes what says something by name', () => {
    for (const value of [{}, Object.create(null), { a: 1 }, new Order()]) {
      expect(isRecord(value)).to.equal(true);
    }
  });

  it('takes nothing that was meant for something else', () => {
    const others = [
      null,
      'x',
      () => 1,
      [],
      new Map([['name', 'x']]),
      new Date(),
      Promise.resolve(),
      /x/,
      revoked(),
    ];
    for (const value of others) expect(isRecord(value)).to.equal(false);
  });
});
