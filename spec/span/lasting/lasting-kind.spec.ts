import { expect } from 'chai';
import { EventEmitter } from 'node:events';
import { Duplex, PassThrough, Readable, Writable } from 'node:stream';
import { lastingKindOf } from '../../../lib/span/lasting/lasting-kind';

const refuse = (): never => {
  throw new Error('asked');
};
const generator = (function* () {
  yield 1;
})();

const OVER: readonly (readonly [string, object])[] = [
  ['an object', { a: 1 }],
  ['an array', [1]],
  ['a Map', new Map()],
  ['a Set', new Set()],
  ['a String', Object('text') as object],
  ['a typed array', new Uint8Array(1)],
  ['a Buffer', Buffer.from('x')],
  ['an iterable that makes iterators later', { [Symbol.iterator]: () => [] }],
  ['search parameters', new URLSearchParams('a=1')],
  ['an event emitter', new EventEmitter()],
  ['a Writable', new Writable()],
  ['a web WritableStream', new WritableStream()],
  ['a Response', new Response('x')],
  ['a node of a linked list', { next: { next: null } }],
  ['an observer', { next: () => 1, error: () => 1, complete: () => 1 }],
  ['a subject', { next: () => 1, subscribe: () => 1 }],
  ['an object with a next of another kind', { next: 'page-2' }],
  ['an object without a prototype', Object.create(null) as object],
  ['a Readable that was read to its end', ended()],
  ['a Proxy of a generator', new Proxy(generator, {})],
  [
    'a Proxy that refuses every question',
    new Proxy(
      {},
      { has: refuse, get: refuse, getOwnPropertyDescriptor: refuse },
    ),
  ],
  [
    'an object with getters',
    {
      get next() {
        return refuse();
      },
      get [Symbol.asyncIterator]() {
        return refuse();
      },
      get pipe() {
        return refuse();
      },
    },
  ],
];

const LASTING: readonly (readonly [string, object])[] = [
  ['iterator', generator],
  ['iterator', [1].values()],
  ['iterator', { next: () => ({ done: true }) }],
  ['iterator', (async function* () {})()],
  ['asyncIterable', { async *[Symbol.asyncIterator]() {} }],
  ['webStream', new ReadableStream()],
  ['webStream', new Blob(['x']).stream()],
  ['nodeStream', new Readable()],
  ['nodeStream', new PassThrough()],
  ['nodeStream', new Duplex()],
  ['nodeStream', Readable.from([1])],
];

function ended(): Readable {
  const stream = new Readable();
  const state = Reflect.get(stream, '_readableState') as object;
  Reflect.set(state, 'endEmitted', true);
  return stream;
}

describe('a result', () => {
  for (const [what, value] of OVER) {
    it(`is over when it is returned: ${what}`, () => {
      expect(lastingKindOf(value)).to.equal(undefined);
    });
  }
  for (const [kind, value] of LASTING) {
    it(`lasts: ${Object.prototype.toString.call(value)} as ${kind}`, () => {
      expect(lastingKindOf(value)).to.equal(kind);
    });
  }
});
