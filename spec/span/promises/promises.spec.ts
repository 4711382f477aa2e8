import { AsyncLocalStorage } from 'node:async_hooks';
import { runInNewContext } from 'node:vm';
import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

const soon = () => new Promise((resolve) => setImmediate(resolve));

const USES: Readonly<
  Record<string, (promise: Promise<unknown>) => Promise<unknown>>
> = {
  await: async (promise) => {
    await promise;
  },
  'return from an async function': async (promise) => promise,
  then: (promise) => promise.then((value) => value),
  'then with two callbacks': (promise) =>
    promise.then(
      () => undefined,
      () => undefined,
    ),
  catch: (promise) => promise.catch(() => undefined),
  finally: (promise) => promise.finally(() => undefined),
  'Promise.resolve': (promise) => Promise.resolve(promise).then(),
  'Promise.all': (promise) => Promise.all([promise, promise]),
  'Promise.allSettled': (promise) => Promise.allSettled([promise]),
  'Promise.race': (promise) => Promise.race([promise]),
};

describe('a plain native promise', () => {
  const recorder = useRecorder();
  const calling = <T>(result: T): T => task.run('call', () => result);

  it('is answered with one that settles the same way', async () => {
    const value = {};
    const original = Promise.resolve(value);
    const answered = calling(original);
    expect(answered).not.to.equal(original);
    expect(answered).to.be.an.instanceOf(Promise);
    expect(await answered).to.equal(value);
    recorder.take('call');
  });

  it('ends the span when it settles, not before', async () => {
    const { promise, resolve } = deferred<number>();
    const answered = calling(promise);
    await soon();
    expect(recorder.size).to.equal(0);
    resolve(1);
    await answered;
    recorder.take('call');
  });

  it('is plain although AsyncLocalStorage left its mark on it', async () => {
    const storage = new AsyncLocalStorage<number>();
    const original = storage.run(1, () => Promise.resolve(2));
    expect(calling(original)).not.to.equal(original);
    await soon();
    recorder.take('call');
  });

  it('is plain when it is frozen', async () => {
    const original = Object.freeze(Promise.resolve(1));
    expect(await calling(original)).to.equal(1);
    recorder.take('call');
  });

  it('ends the span at return where its then was replaced and throws', () => {
    const { prototype } = Promise;
    const then = Reflect.get(prototype, 'then') as unknown;
    const promise = Promise.resolve(1);
    prototype.then = (): never => {
      throw new Error('refused');
    };
    const answered = calling(promise);
    Reflect.set(prototype, 'then', then);
    expect(answered).to.equal(promise);
    recorder.take('call');
  });

  it('keeps the values of async storage', async () => {
    const storage = new AsyncLocalStorage<number>();
    const found = storage.run(7, () => {
      const answered = task.run('call', () => Promise.resolve());
      return answered.then(() => storage.getStore());
    });
    expect(await found).to.equal(7);
    recorder.take('call');
  });
});

const GRAFTS: readonly (readonly [string, PropertyKey, boolean])[] = [
  ['a property', 'cancel', true],
  ['a hidden property', 'cancel', false],
  ['a symbol', Symbol('cancel'), true],
];

for (const [what, key, enumerable] of GRAFTS) {
  describe(`a native promise with ${what} of its own`, () => {
    const recorder = useRecorder();
    const graft = <T>(promise: Promise<T>): Promise<T> =>
      Object.defineProperty(promise, key, { value: 1, enumerable });

    itIsItself(recorder, () => graft(Promise.resolve(1)));
    itIsObserved(recorder, graft);
  });
}

describe('a promise of a subclass', () => {
  const recorder = useRecorder();
  class Query<T> extends Promise<T> {
    limit(): number {
      return 3;
    }
  }
  const make = <T>(promise: Promise<T>): Query<T> =>
    new Query((resolve, reject) => {
      promise.then(resolve, reject);
    });

  itIsItself(recorder, () => make(Promise.resolve(1)));
  itIsObserved(recorder, make);

  it('keeps its class and its methods', async () => {
    const answered = task.run('call', () => make(Promise.resolve(1)));
    expect(answered.limit()).to.equal(3);
    expect(answered.then()).to.be.an.instanceOf(Query);
    await answered;
    recorder.take('call');
  });
});

describe('a promise of another realm', () => {
  const recorder = useRecorder();
  const make = runInNewContext(
    '(promise) => new Promise((resolve, reject) => promise.then(resolve, reject))',
  ) as <T>(promise: Promise<T>) => Promise<T>;
  const waitThere = runInNewContext('async (promise) => await promise') as (
    promise: Promise<unknown>,
  ) => Promise<unknown>;

  itIsItself(recorder, () => make(Promise.resolve(1)));
  itIsObserved(recorder, make);

  it('is observed when it is awaited in its own realm', async () => {
    const answered = task.run('call', () => make(Promise.resolve(1)));
    expect(await waitThere(answered)).to.equal(1);
    recorder.take('call');
  });
});

describe('a frozen promise with a property of its own', () => {
  const recorder = useRecorder();

  it('is itself, and the span ends at return', async () => {
    const promise = Object.freeze(Object.assign(Promise.resolve(1), { a: 1 }));
    expect(task.run('call', () => promise)).to.equal(promise);
    recorder.take('call');
    expect(await promise).to.equal(1);
  });
});

type Make = <T>(promise: Promise<T>) => Promise<T>;
type Recorder = ReturnType<typeof useRecorder>;

function itIsItself(recorder: Recorder, make: () => Promise<number>): void {
  it('is handed back as itself', async () => {
    const promise = make();
    const seen = { keys: Object.keys(promise), class: promise.constructor };
    expect(task.run('call', () => promise)).to.equal(promise);
    expect(Object.keys(promise)).to.deep.equal(seen.keys);
    expect(promise.constructor).to.equal(seen.class);
    await soon();
    expect(recorder.size).to.equal(0);
    await promise;
    recorder.take('call');
  });
}

function itIsObserved(recorder: Recorder, make: Make): void {
  for (const [name, use] of Object.entries(USES)) {
    it(`ends the span once through ${name}`, async () => {
      const { promise, resolve, reject } = deferred<number>();
      const good = task.run('good', () => make(promise));
      const used = use(good);
      await soon();
      expect(recorder.size).to.equal(0);
      resolve(1);
      await used;
      expect(recorder.take('good').status.code).to.equal(SpanStatusCode.UNSET);

      const failing = deferred<number>();
      const bad = task.run('bad', () => make(failing.promise));
      const usedToo = use(bad).catch(() => undefined);
      failing.reject(new Error('x'));
      await usedToo;
      expect(recorder.take('bad').status.code).to.equal(SpanStatusCode.ERROR);
      reject(new Error('too late'));
      await soon();
    });
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
