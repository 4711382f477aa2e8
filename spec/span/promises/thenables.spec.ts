import { SpanStatusCode, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

const soon = () => new Promise((resolve) => setImmediate(resolve));
type Callback = (value: unknown) => unknown;

/** A query builder: its work begins when it is awaited. */
class Query {
  sent = 0;
  where(): this {
    return this;
  }
  then(onFulfilled?: Callback | null, onRejected?: Callback | null): unknown {
    this.sent++;
    const { sent } = this;
    const rows = trace
      .getTracer('db')
      .startActiveSpan('query', async (span) => {
        await Promise.resolve();
        span.end();
        return sent;
      });
    return rows.then(onFulfilled, onRejected);
  }
}

describe('a lazy thenable', () => {
  const recorder = useRecorder();

  it('is handed back as itself and never triggered', async () => {
    const query = new Query();
    expect(task.run('call', () => query)).to.equal(query);
    expect(query.where()).to.equal(query);
    await soon();
    expect(query.sent).to.equal(0);
    expect(Object.keys(query)).to.deep.equal(['sent']);
    await query;
    recorder.takeAll();
  });

  it('does its work in the span when its owner awaits it', async () => {
    expect(await task.run('call', () => new Query())).to.equal(1);
    const call = recorder.take('call');
    expect(recorder.take('query').parentSpanContext?.spanId).to.equal(
      call.spanContext().spanId,
    );
    expect(call.status.code).to.equal(SpanStatusCode.UNSET);
  });

  it('leaves its owner where its owner is', async () => {
    await task.run('owner', async (owner) => {
      const query = task.run('call', () => new Query());
      const seen: unknown[] = [];
      await query.then(() => seen.push(trace.getActiveSpan()));
      await query;
      seen.push(trace.getActiveSpan());
      expect(seen).to.deep.equal([owner, owner]);
    });
    recorder.takeAll();
  });

  it('works again for whoever awaits it again', async () => {
    const query = new Query();
    expect(await task.run('first', () => query)).to.equal(1);
    recorder.take('first');
    expect(await query).to.equal(2);
    expect(await task.run('third', () => query)).to.equal(3);
    recorder.take('third');
    recorder.takeAll();
  });

  it('ends every span it is the result of', async () => {
    const both = task.run('outer', () => task.run('inner', () => new Query()));
    expect(await both).to.equal(1);
    const inner = recorder.take('inner').spanContext().spanId;
    recorder.take('outer');
    expect(recorder.take('query').parentSpanContext?.spanId).to.equal(inner);
  });
});

describe('a thenable', () => {
  const recorder = useRecorder();
  const error = new Error('x');

  it('that rejects fails the span', async () => {
    const thenable = { then: (_: Callback, no: Callback) => no(error) };
    const caught = await Promise.resolve(
      task.run('call', () => thenable),
    ).catch((each: unknown) => each);
    expect(caught).to.equal(error);
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.ERROR);
  });

  it('that throws from then fails the span, and throws', () => {
    const thenable = {
      then() {
        throw error;
      },
    };
    const answered = task.run('call', () => thenable);
    expect(() => {
      answered.then();
    }).to.throw(error);
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.ERROR);
  });

  it('that answers twice ends the span once', async () => {
    const thenable = {
      then(yes: Callback, no: Callback) {
        yes(1);
        no(error);
        yes(2);
        return 'garbage';
      },
    };
    const answered = task.run('call', () => thenable);
    expect(await answered).to.equal(1);
    expect(answered.then(Boolean, Boolean)).to.equal('garbage');
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.UNSET);
  });

  it('is given what its owner gives it', () => {
    const given: unknown[] = [];
    const thenable = {
      then(this: unknown, yes: Callback): void {
        given.push(this, yes(7));
      },
    };
    const answered = task.run('call', () => thenable);
    answered.then((value) => [value]);
    expect(given).to.deep.equal([answered, [7]]);
    recorder.take('call');
  });

  it('may have a getter for then, which only its owner reads', async () => {
    let reads = 0;
    class Lazy {
      get then() {
        reads++;
        return (yes: Callback) => yes(1);
      }
    }
    const answered = task.run('call', () => new Lazy());
    expect(reads).to.equal(0);
    expect(await answered).to.equal(1);
    expect(reads).to.equal(1);
    recorder.take('call');
  });

  it('may have a getter for then that throws', async () => {
    const lazy = {
      get then(): never {
        throw error;
      },
    };
    const answered = task.run('call', () => lazy);
    const caught = await (async () => answered)().catch(
      (each: unknown) => each,
    );
    expect(caught).to.equal(error);
    // Nobody has called its `then`, so the span is open.
    recorder.reset();
  });

  it('that is frozen ends the span at return', async () => {
    const thenable = Object.freeze({ then: (yes: Callback) => yes(1) });
    expect(task.run('call', () => thenable)).to.equal(thenable);
    recorder.take('call');
    expect(await thenable).to.equal(1);
  });

  it('that is a Proxy and refuses ends the span at return', async () => {
    const proxy = new Proxy(Promise.resolve(1), {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
      defineProperty: () => false,
    });
    expect(task.run('call', () => proxy)).to.equal(proxy);
    recorder.take('call');
    expect(await proxy).to.equal(1);
  });

  it('that is a Proxy whose trap throws ends the span at return', async () => {
    const proxy = new Proxy(Object.assign(new Query()), {
      defineProperty: () => {
        throw error;
      },
    }) as Query;
    expect(task.run('call', () => proxy)).to.equal(proxy);
    recorder.take('call');
  });

  it('that is a Proxy and allows it is observed', async () => {
    const proxy = new Proxy(Promise.resolve(1), {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    expect(task.run('call', () => proxy)).to.equal(proxy);
    expect(recorder.size).to.equal(0);
    expect(await proxy).to.equal(1);
    recorder.take('call');
  });
});
