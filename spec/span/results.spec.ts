import { SpanStatusCode, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../lib';
import { useRecorder } from '../support/recorder';

describe('the result of a call', () => {
  const recorder = useRecorder();
  const calling = <T>(result: T): T => task.run('call', () => result);

  const symbol = Symbol('x');
  const values: readonly (readonly [string, unknown])[] = [
    ['undefined', undefined],
    ['null', null],
    ['a number', 0],
    ['a string', ''],
    ['a symbol', symbol],
    ['an object', { a: 1 }],
    ['an object without a prototype', Object.create(null)],
    ['a function', () => 1],
    ['an object whose then is no function', { then: 1 }],
    ['a frozen object', Object.freeze({})],
  ];
  for (const [what, value] of values) {
    it(`is the value itself: ${what}`, () => {
      expect(calling(value)).to.equal(value);
      expect(recorder.take('call').status.code).to.equal(SpanStatusCode.UNSET);
    });
  }

  it('is not read through a getter', () => {
    let reads = 0;
    const value = {
      get then() {
        reads++;
        return undefined;
      },
    };
    expect(calling(value)).to.equal(value);
    expect(reads).to.equal(0);
    void value.then;
    // Nobody has called its `then`, so the span is open.
    recorder.reset();
  });

  it('may be a Proxy that refuses every question', () => {
    const refuse = (): never => {
      throw new Error('refused');
    };
    const value = new Proxy(
      {},
      { has: refuse, get: refuse, getPrototypeOf: refuse },
    );
    expect(calling(value)).to.equal(value);
    recorder.take('call');
  });

  it('may be a Proxy that sends something for every read', () => {
    const sent: unknown[] = [];
    const value = new Proxy(() => undefined, {
      get: (_target, key) => {
        sent.push(key);
        return () => undefined;
      },
    });
    expect(calling(value)).to.equal(value);
    expect(sent).to.deep.equal([]);
    recorder.take('call');
  });
});

describe('the work of a call', () => {
  const recorder = useRecorder();

  it('runs in its span, and the caller does not', () => {
    const inside = task.run('call', (span) => trace.getActiveSpan() === span);
    expect(inside).to.equal(true);
    expect(trace.getActiveSpan()).to.equal(undefined);
    recorder.take('call');
  });

  it('stays in its span after an await', async () => {
    const inside = await task.run('call', async (span) => {
      await Promise.resolve();
      return trace.getActiveSpan() === span;
    });
    expect(inside).to.equal(true);
    recorder.take('call');
  });

  it('gives its children their parent', async () => {
    await task.run('parent', async () => {
      await Promise.all([
        task.run('a', () => Promise.resolve()),
        task.run('b', () => Promise.resolve()),
      ]);
    });
    const { spanId } = recorder.take('parent').spanContext();
    for (const child of recorder.takeAll()) {
      expect(child.parentSpanContext?.spanId).to.equal(spanId);
    }
  });

  it('may end its span itself', () => {
    task.run('call', (span) => {
      span.end();
    });
    recorder.take('call');
  });

  it('may end its span and then fail', () => {
    const fail = () =>
      task.run('call', (span) => {
        span.end();
        throw new Error('late');
      });
    expect(fail).to.throw('late');
    expect(recorder.take('call').events).to.deep.equal([]);
  });
});

describe('a task that outlives its parent', () => {
  const recorder = useRecorder();

  it('is marked, and keeps its parent', async () => {
    let late: Promise<void> | undefined;
    task.run('parent', () => {
      late = task.run('child', () => Promise.resolve());
    });
    const { spanId } = recorder.take('parent').spanContext();
    await late;
    const child = recorder.take('child');
    expect(child.parentSpanContext?.spanId).to.equal(spanId);
    expect(child.attributes['everspan.outlived_parent']).to.equal(true);
  });

  it('is not marked when the parent waits', async () => {
    await task.run('parent', () => task.run('child', () => Promise.resolve()));
    for (const { attributes } of recorder.takeAll()) {
      expect(attributes).not.to.have.property('everspan.outlived_parent');
    }
  });
});
