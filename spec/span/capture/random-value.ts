/** Values as a host may have them, from a seed; hostile ones among them. */
import { Readable } from 'node:stream';

/** Counts whatever of the host's code ran that must not. */
export interface Intrusions {
  count: number;
}

/** One value, and all objects it was made of. */
export interface RandomValue {
  readonly value: unknown;
  readonly made: readonly object[];
}

/** The same seed gives the same numbers, from 0 to below 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TEXTS = [
  '',
  'text',
  'ä 😀 漢字',
  '\u0000\u001f"\\/',
  'lone \ud800 and \udc00',
  'SECRET1234 in a text',
  '{"json":true}',
  '…[3 more]',
  '__proto__',
];
const KEYS = [
  'id',
  'password',
  '__proto__',
  'constructor',
  'toString',
  'length',
  'name',
  'value',
  'then',
  '',
  'ä',
  '0',
  'SECRET77',
];
const PRIMITIVES: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  NaN,
  Infinity,
  1e21,
  5e-324,
  4111111111111111,
  Number.MAX_SAFE_INTEGER,
  1n,
  -(2n ** 70n),
  2n ** 5000n,
  Symbol('symbol'),
  Symbol.iterator,
  Symbol('SECRET5'),
];

/** Makes one value after another. */
export class RandomValues {
  readonly #random: () => number;
  readonly #intrusions: Intrusions;
  #made: object[] = [];

  constructor(seed: number, intrusions: Intrusions) {
    this.#random = randomNumbers(seed);
    this.#intrusions = intrusions;
  }

  next(): RandomValue {
    this.#made = [];
    const value = this.#value(1 + this.whole(7));
    return { value, made: this.#made };
  }

  /** A whole number below `end`. */
  whole(end: number): number {
    return Math.floor(this.#random() * end);
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.whole(list.length)] as T;
  }

  #value(depth: number): unknown {
    const isLeaf = depth <= 0 || this.#random() < 0.2;
    if (isLeaf) return this.#leaf();
    // Something that stands elsewhere already: a circle, or the same twice.
    if (this.#made.length > 0 && this.#random() < 0.1)
      return this.#pick(this.#made);
    const make = this.#pick(this.#nestings);
    return this.#keep(make(depth - 1));
  }

  #keep<T>(value: T): T {
    if (typeof value === 'object' && value !== null) this.#made.push(value);
    return value;
  }

  #leaf(): unknown {
    const kind = this.#random();
    if (kind < 0.4) return this.#pick(PRIMITIVES);
    if (kind < 0.7) return this.#text();
    return this.#keep(this.#pick(this.#oddities)());
  }

  #text(): string {
    const text = this.#pick(TEXTS);
    const isLong = this.#random() < 0.1;
    return isLong ? text.repeat(1 + this.whole(3000)) : text;
  }

  #many<T>(make: (index: number) => T): T[] {
    return Array.from({ length: this.whole(7) }, (_, index) => make(index));
  }

  readonly #intrude = (): never => {
    this.#intrusions.count++;
    throw new Error('called');
  };

  readonly #nestings: readonly ((depth: number) => unknown)[] = [
    (depth) => this.#many(() => this.#value(depth)),
    (depth) => this.#fill({}, depth),
    (depth) => this.#fill({}, depth),
    (depth) => this.#fill(Object.create(null) as object, depth),
    (depth) => this.#fill(new (class Order {})(), depth),
    (depth) =>
      this.#fill(new (class extends Map<unknown, unknown> {})(), depth),
    (depth) => Object.freeze(this.#fill({}, depth)),
    (depth) =>
      new Map(this.#many(() => [this.#value(depth), this.#value(depth)])),
    (depth) =>
      new Map(this.#many(() => [this.#pick(KEYS), this.#value(depth)])),
    (depth) => new Set(this.#many(() => this.#value(depth))),
    (depth) => new Error(this.#text(), { cause: this.#value(depth) }),
    (depth) => new AggregateError([this.#value(depth)], this.#text()),
    (depth) => ({ toJSON: () => this.#answer(depth) }),
    (depth) => this.#fill({ toJSON: this.#pick([1, this.#throwing]) }, depth),
    (depth) => Object.assign(new Array<unknown>(3), { 1: this.#value(depth) }),
    (depth) => Object.create(this.#fill({}, depth)) as object,
    (depth) => [this.#pick(KEYS), this.#value(depth)],
    (depth) => ({ name: this.#pick(KEYS), value: this.#value(depth) }),
  ];

  readonly #throwing = (): never => {
    throw new Error('toJSON');
  };

  /** Made when it is asked for, like a document by its model. */
  #answer(depth: number): unknown {
    const value = { answer: this.#text(), more: this.#leaf() };
    return this.#pick([value, [value], this.#text(), Promise.resolve(depth)]);
  }

  #fill(target: object, depth: number): object {
    for (const key of this.#many(() => this.#pick(KEYS))) {
      const isGetter = this.#random() < 0.1;
      const isSecret = key === 'password';
      const value = isSecret ? 'hunter2' : this.#value(depth);
      Object.defineProperty(target, key, {
        configurable: true,
        enumerable: this.#random() < 0.9,
        ...(isGetter ? { get: this.#intrude } : { value }),
      });
    }
    return target;
  }

  readonly #oddities: readonly (() => unknown)[] = [
    () => new Date(this.whole(1e9) * 1e4),
    () => new Date(NaN),
    () => /SECRET9|x/g,
    () => new URL('http://host/SECRET8?q'),
    () => Buffer.alloc(this.whole(100)),
    () => new Float32Array(this.whole(100)),
    () => new ArrayBuffer(8),
    () => new DataView(new ArrayBuffer(8)),
    () => Promise.resolve(1),
    () => new WeakMap(),
    () => new WeakRef({}),
    () => Object('boxed') as unknown,
    () => Object(1n) as unknown,
    () => this.#intrude,
    () => class Order {},
    () => new AbortController().signal,
    () => Readable.from([1]),
    () => this.#generator(),
    () => [1, 2].values(),
    () => new Array(this.whole(4_294_967_295)),
    () => new Proxy({}, this.#traps()),
    () => new Proxy(this.#intrude, this.#traps()),
    () => Object.create(new Proxy({}, this.#traps())) as unknown,
    () => Object.defineProperty([1, 2, 3], 1, { get: this.#intrude }),
    () =>
      Object.defineProperty(new Map([[1, 2]]), 'size', { get: this.#intrude }),
    () =>
      Object.defineProperty(new Date(0), 'toISOString', { get: this.#intrude }),
    () => Object.assign(new Set([1]), { [Symbol.iterator]: this.#intrude }),
    () => Object.assign({}, { [Symbol.toPrimitive]: this.#intrude }),
    () => ({ then: this.#intrude }),
    () => 'x'.repeat(5_000_000),
  ];

  *#generator(): Generator<never> {
    yield this.#intrude();
  }

  /** Every question to a Proxy is an intrusion. */
  #traps(): ProxyHandler<object> {
    return new Proxy({}, { get: () => this.#intrude });
  }
}
