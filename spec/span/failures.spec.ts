import { type Span, SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../lib';
import { warningCount } from '../../lib/internal/diag';
import { useRecorder } from '../support/recorder';

describe('a call that throws', () => {
  const recorder = useRecorder();

  class Refused extends Error {}

  it('leaves the exception, its type and the status', () => {
    const error = new Refused('bad credentials');
    expect(thrownBy(throwing(error))).to.equal(error);
    const { events, status, attributes } = recorder.take('call');
    expect(status).to.deep.equal({
      code: SpanStatusCode.ERROR,
      message: 'bad credentials',
    });
    expect(attributes['error.type']).to.equal('Refused');
    expect(events.map(({ name }) => name)).to.deep.equal(['exception']);
    expect(events[0]?.attributes).to.deep.equal({
      'exception.type': 'Refused',
      'exception.message': 'bad credentials',
      'exception.stacktrace': error.stack,
    });
  });

  const oddities: readonly (readonly [string, unknown])[] = [
    ['undefined', undefined],
    ['null', null],
    ['a string', 'gone'],
    ['a symbol', Symbol('gone')],
    ['a frozen error', Object.freeze(new Error('frozen'))],
    [
      'a Proxy that throws',
      new Proxy({}, { get: throwing(new Error('trap')) }),
    ],
    ['a function', () => undefined],
  ];
  for (const [what, thrown] of oddities) {
    it(`rethrows ${what} by identity, and fails`, () => {
      expect(thrownBy(throwing(thrown))).to.equal(thrown);
      const { status, events } = recorder.take('call');
      expect(status.code).to.equal(SpanStatusCode.ERROR);
      expect(events).to.have.length(1);
    });

    it(`rejects with ${what} by identity, and fails`, async () => {
      const rejected = await task
        .run('call', () => Promise.reject(thrown))
        .catch((reason: unknown) => ({ reason }));
      expect(rejected).to.have.property('reason', thrown);
      const { status, events } = recorder.take('call');
      expect(status.code).to.equal(SpanStatusCode.ERROR);
      expect(events).to.have.length(1);
    });
  }

  it('has one event on each span the error goes through', () => {
    const error = new Error('deep');
    const fail = () => task.run('outer', throwingIn('inner', error));
    expect(fail).to.throw(error);
    expect(recorder.take('inner').events).to.have.length(1);
    expect(recorder.take('outer').events).to.have.length(1);
  });

  it('has one event when the user recorded the error before', () => {
    const error = Object.assign(new Error('x', { cause: 'y' }), { code: 'E' });
    expect(thrownBy(recordingFirst(error))).to.equal(error);
    const { events, status } = recorder.take('call');
    expect(events).to.have.length(1);
    expect(status.code).to.equal(SpanStatusCode.ERROR);
  });

  it('has two events when the user recorded another error', () => {
    thrownBy((span) => {
      span.recordException(new Error('x'));
      throw new Error('x');
    });
    expect(recorder.take('call').events).to.have.length(2);
  });

  it('has one event when a recorded string is thrown', () => {
    thrownBy(recordingFirst('gone'));
    expect(recorder.take('call').events).to.have.length(1);
  });

  it('succeeds when the failure was caught inside', () => {
    task.run('call', () => {
      expect(thrownBy(throwing(1), 'inner')).to.equal(1);
    });
    recorder.take('inner');
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.UNSET);
  });
});

describe('isFailure', () => {
  const recorder = useRecorder();
  class NotFound extends Error {}

  it('lets an exception be control flow', () => {
    const error = new NotFound();
    const asked: unknown[] = [];
    const isFailure = (each: unknown): boolean => {
      asked.push(each);
      return !(each instanceof NotFound);
    };
    const fail = () => task.run({ name: 'call', isFailure }, throwing(error));
    expect(fail).to.throw(error);
    const { status, events, attributes } = recorder.take('call');
    expect(asked).to.deep.equal([error]);
    expect(status.code).to.equal(SpanStatusCode.UNSET);
    expect(events).to.deep.equal([]);
    expect(attributes).not.to.have.property('error.type');
  });

  it('fails the call when it throws itself, and is told once', () => {
    const isFailure = throwing(new Error('in isFailure'));
    for (const error of [new Error('a'), new Error('b')]) {
      const fail = () => task.run({ name: 'call', isFailure }, throwing(error));
      expect(fail).to.throw(error);
      expect(recorder.take('call').status.code).to.equal(SpanStatusCode.ERROR);
    }
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(2);
  });

  it('has the this of the method', () => {
    const client = {
      tolerant: true,
      call: task.wrap(
        {
          isFailure(this: { tolerant: boolean }) {
            return !this.tolerant;
          },
        },
        function (this: { tolerant: boolean }): void {
          throw new Error(String(this.tolerant));
        },
      ),
    };
    expect(() => {
      client.call();
    }).to.throw('true');
    expect(recorder.takeAll()[0]?.status.code).to.equal(SpanStatusCode.UNSET);
  });
});

function throwing(thrown: unknown): () => never {
  return () => {
    throw thrown;
  };
}

function throwingIn(name: string, thrown: unknown): () => never {
  return () => task.run(name, throwing(thrown));
}

function recordingFirst(thrown: Error | string): (span: Span) => never {
  return (span) => {
    span.recordException(thrown);
    throw thrown as Error;
  };
}

/** What a task throws, taken by hand: chai looks into what it compares. */
function thrownBy(fn: (span: Span) => unknown, name = 'call'): unknown {
  try {
    task.run(name, fn);
  } catch (thrown) {
    return thrown;
  }
  throw new Error('nothing was thrown');
}
