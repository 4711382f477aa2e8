import { metrics } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { task } from '../../lib';
import { CallHooks } from '../../lib/span/call-hooks';
import { applySpanSettings } from '../../lib/span/span-settings';
import { Meters } from '../support/meter';
import { useRecorder } from '../support/recorder';
import { letters } from './lasting/web-streams';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A promise of a library, which only begins when it is awaited. */
class Lazy {
  then(fulfilled: (value: number) => unknown): unknown {
    return fulfilled(1);
  }
}

const handWritten = (): Iterable<number> & Iterator<number> => ({
  next: () => ({ done: false, value: 1 }),
  [Symbol.iterator]() {
    return this;
  },
});

describe('a result that nobody has any more', () => {
  const recorder = useRecorder();

  /** In a function of its own, so that no variable holds what was made. */
  async function expectAbandoned(use: () => unknown): Promise<ReadableSpan> {
    await use();
    while (recorder.size === 0) {
      await turn();
      collectGarbage();
    }
    const span = recorder.take('call');
    expect(span.attributes['everspan.abandoned']).to.equal(true);
    return span;
  }

  it('ends its span: a generator', async () => {
    const span = await expectAbandoned(() => {
      const generator = task.run('call', function* () {
        yield 1;
        yield 2;
      });
      generator.next();
    });
    expect(span.attributes['everspan.item.count']).to.equal(1);
  });

  it('is counted as a run', async () => {
    const meters = new Meters();
    meters.register();
    await expectAbandoned(() => {
      task.run('call', handWritten).next();
    });
    const [call] = await meters.read('everspan.task.duration');
    metrics.disable();
    expect(call?.count).to.equal(1);
    expect(call?.attributes).to.not.have.property('error.type');
  });

  it('ends its span: an iterator whose consumer could not say goodbye', () =>
    expectAbandoned(() => {
      for (const each of task.run('call', handWritten)) if (each === 1) break;
    }));

  it('ends its span: an async iterable that is never iterated', () =>
    expectAbandoned(() => {
      task.run('call', () => ({
        async *[Symbol.asyncIterator]() {
          yield await turn();
        },
      }));
    }));

  it('ends its span: a promise of an async generator', () =>
    expectAbandoned(async () => {
      const made = await task.run('call', async () => {
        await turn();
        return (async function* () {
          yield await turn();
        })();
      });
      await made.next();
    }));

  it('ends its span: a web stream with a reader', () =>
    expectAbandoned(async () => {
      await task
        .run('call', () => letters())
        .getReader()
        .read();
    }));

  it('ends its span: a Readable', () =>
    expectAbandoned(() => {
      task.run('call', () => new Readable());
    }));

  it('ends its span: a thenable', () =>
    expectAbandoned(() => {
      task.run('call', () => new Lazy());
    }));

  it('ends its span: an argument that is handed back', () =>
    expectAbandoned(() => {
      const same = task.wrap('call', <T>(given: T): T => given);
      same([1].values());
    }));

  it('ended its span when it was last used, not when it was collected', async () => {
    let used = 0;
    const span = await expectAbandoned(async () => {
      task.run('call', handWritten).next();
      used = Date.now();
      while (Date.now() < used + 100) await turn();
    });
    const [seconds, nanoseconds] = span.endTime;
    expect(seconds * 1e3 + nanoseconds / 1e6).to.be.lessThan(used + 100);
  });

  it('is no success that hooks are told of', async () => {
    let successes = 0;
    const onSuccess = (): void => {
      successes++;
    };
    const takeBack = applySpanSettings({ hooks: new CallHooks({ onSuccess }) });
    await expectAbandoned(() => {
      task.run('call', handWritten).next();
    });
    takeBack();
    expect(successes).to.equal(0);
  });

  it('is kept while its iterator is used', async () => {
    const iterable = (): AsyncIterable<unknown> =>
      task.run('call', () => ({
        async *[Symbol.asyncIterator]() {
          yield await turn();
          yield 2;
        },
      }));
    const iterator = iterable()[Symbol.asyncIterator]();
    for (let n = 0; n < 5; n++) {
      await turn();
      collectGarbage();
    }
    expect(recorder.size).to.equal(0);
    await iterator.next();
    await iterator.next();
    await iterator.next();
    expect(recorder.take('call').attributes).not.to.have.property(
      'everspan.abandoned',
    );
  });

  it('is kept while a step is under way', async () => {
    let finish = (): void => undefined;
    const step = task
      .run('call', () => ({
        next: () =>
          new Promise((resolve) => {
            finish = () => {
              resolve({ done: true });
            };
          }),
      }))
      .next();
    for (let n = 0; n < 5; n++) {
      await turn();
      collectGarbage();
    }
    expect(recorder.size).to.equal(0);
    finish();
    await step;
    recorder.take('call');
  });

  it('is kept while somebody waits for the thenable', async () => {
    let fulfil = (): void => undefined;
    const waiting = Promise.resolve(
      task.run('call', () => ({
        then(fulfilled: (value: number) => unknown) {
          fulfil = () => void fulfilled(1);
        },
      })),
    );
    for (let n = 0; n < 5; n++) {
      await turn();
      collectGarbage();
    }
    expect(recorder.size).to.equal(0);
    fulfil();
    expect(await waiting).to.equal(1);
    recorder.take('call');
  });
});
