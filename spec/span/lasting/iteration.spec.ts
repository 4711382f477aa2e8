import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

const ERROR = new Error('mid-stream');

function* three(): Generator<number, string, unknown> {
  yield 1;
  yield 2;
  yield 3;
  return 'end';
}

async function* threeLater(): AsyncGenerator<number, string, unknown> {
  for (const each of three()) {
    await Promise.resolve();
    yield each;
  }
  return 'end';
}

function expectEnd(span: ReadableSpan, items: number, error?: Error): void {
  const { UNSET, ERROR: FAILED } = SpanStatusCode;
  expect(span.attributes['everspan.item.count']).to.equal(items);
  expect(span.status.code).to.equal(error ? FAILED : UNSET);
  expect(span.status.message).to.equal(error?.message);
  expect(span.events).to.have.length(error ? 1 : 0);
}

describe('the span of a generator', () => {
  const recorder = useRecorder();
  const calling = <T>(work: () => T): T => task.run('call', work);

  it('ends at the end of the generator', () => {
    const generator = calling(three);
    expect(recorder.size).to.equal(0);
    expect([...generator]).to.deep.equal([1, 2, 3]);
    expectEnd(recorder.take('call'), 3);
  });

  it('is open until then', () => {
    const generator = calling(three);
    generator.next();
    generator.next();
    generator.next();
    expect(recorder.size).to.equal(0);
    generator.next();
    expectEnd(recorder.take('call'), 3);
    expect(generator.next().done).to.equal(true);
  });

  it('ends when the consumer breaks', () => {
    for (const each of calling(three)) if (each === 2) break;
    expectEnd(recorder.take('call'), 2);
  });

  it('ends by return before the first next', () => {
    expect(calling(three).return('r').value).to.equal('r');
    expectEnd(recorder.take('call'), 0);
  });

  it('goes on while a finally yields', () => {
    const generator = calling(function* () {
      try {
        yield 1;
      } finally {
        yield 'cleaning';
      }
    });
    generator.next();
    expect(generator.return(undefined).value).to.equal('cleaning');
    expect(recorder.size).to.equal(0);
    generator.next();
    expectEnd(recorder.take('call'), 2);
  });

  it('fails with the error mid-stream', () => {
    const generator = calling(function* () {
      yield 1;
      throw ERROR;
    });
    expect(() => [...generator]).to.throw(ERROR);
    expectEnd(recorder.take('call'), 1, ERROR);
  });

  it('fails with what is thrown in, if the body lets it through', () => {
    const generator = calling(three);
    generator.next();
    expect(() => generator.throw(ERROR)).to.throw(ERROR);
    expectEnd(recorder.take('call'), 1, ERROR);
  });

  it('does not fail with what the body catches', () => {
    const generator = calling(function* () {
      try {
        yield 1;
      } catch {
        yield 2;
      }
    });
    generator.next();
    expect(generator.throw(ERROR).value).to.equal(2);
    generator.next();
    expectEnd(recorder.take('call'), 2);
  });

  it('does not fail when the body calls its own next', () => {
    const generator: Generator<number> = calling(function* () {
      expect(() => generator.next()).to.throw(TypeError);
      yield 1;
    });
    expect([...generator]).to.deep.equal([1]);
    expectEnd(recorder.take('call'), 1);
  });

  it('keeps isFailure', () => {
    const stop = (): boolean => false;
    const generator = task.run({ name: 'call', isFailure: stop }, function* () {
      yield 1;
      throw ERROR;
    });
    expect(() => [...generator]).to.throw(ERROR);
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.UNSET);
  });

  it('ends with every call that hands the generator on', () => {
    const generator = task.run('outer', () => calling(three));
    expect([...generator]).to.deep.equal([1, 2, 3]);
    expectEnd(recorder.take('call'), 3);
    expectEnd(recorder.take('outer'), 3);
  });
});

describe('the span of an async generator', () => {
  const recorder = useRecorder();
  const calling = <T>(work: () => T): T => task.run('call', work);

  it('ends at the end of the generator', async () => {
    const seen: number[] = [];
    for await (const each of calling(threeLater)) seen.push(each);
    expect(seen).to.deep.equal([1, 2, 3]);
    expectEnd(recorder.take('call'), 3);
  });

  it('ends when the consumer breaks', async () => {
    for await (const each of calling(threeLater)) if (each === 2) break;
    expectEnd(recorder.take('call'), 2);
  });

  it('ends by return before the first next', async () => {
    await calling(threeLater).return('r');
    expectEnd(recorder.take('call'), 0);
  });

  it('fails with the error mid-stream', async () => {
    const generator = calling(async function* () {
      yield 1;
      await Promise.resolve();
      throw ERROR;
    });
    const all = (async () => {
      for await (const each of generator) expect(each).to.equal(1);
    })();
    expect(await all.catch((error: unknown) => error)).to.equal(ERROR);
    expectEnd(recorder.take('call'), 1, ERROR);
  });

  it('ends once for parallel calls of next', async () => {
    const generator = calling(threeLater);
    const steps = [1, 2, 3, 4, 5].map(() => generator.next());
    const values = (await Promise.all(steps)).map(({ value }) => value);
    expect(values).to.deep.equal([1, 2, 3, 'end', undefined]);
    expectEnd(recorder.take('call'), 3);
  });

  it('goes on after the promise of it', async () => {
    const generator = await calling(() => Promise.resolve(threeLater()));
    expect(recorder.size).to.equal(0);
    for await (const each of generator) expect(each).to.be.a('number');
    expectEnd(recorder.take('call'), 3);
  });
});

describe('the span of an async iterable', () => {
  const recorder = useRecorder();

  it('ends with the iterator that is made later', async () => {
    const stream = { [Symbol.asyncIterator]: threeLater };
    expect(task.run('call', () => stream)).to.equal(stream);
    expect(recorder.size).to.equal(0);
    for await (const each of stream) expect(each).to.be.a('number');
    expectEnd(recorder.take('call'), 3);
    for await (const each of stream) expect(each).to.be.a('number');
    expect(recorder.size).to.equal(0);
  });

  it('is that of a lazy query, too, which may be awaited instead', async () => {
    class Query {
      then(fulfilled: (rows: number[]) => unknown): unknown {
        return fulfilled([1, 2]);
      }
      [Symbol.asyncIterator] = threeLater;
    }
    await task.run('awaited', () => new Query());
    recorder.take('awaited');
    for await (const each of task.run('iterated', () => new Query())) {
      expect(each).to.be.a('number');
    }
    expectEnd(recorder.take('iterated'), 3);
  });
});
