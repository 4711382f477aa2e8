import { type Span, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { agent, type Hooks, setAttributes, task, workflow } from '../../lib';
import { CallHooks } from '../../lib/span/call-hooks';
import { useRecorder } from '../support/recorder';
import { applyingSettings } from './applied-settings';

/** Hooks that note what they are told. */
function noting(told: unknown[]): Hooks {
  return {
    onStart: (_span, { kind, name, args }) =>
      told.push(['start', kind, name, args]),
    onSuccess: (_span, result, { kind, name }) =>
      told.push(['success', kind, name, result]),
    onFailure: (_span, error, { kind, name }) =>
      told.push(['failure', kind, name, error]),
  };
}

const failing = (error: unknown) => (): never => {
  throw error;
};

describe('the hooks of init', () => {
  afterEach(() => {
    recorder.takeAll();
  });
  const recorder = useRecorder();
  const apply = applyingSettings();
  let told: unknown[];

  beforeEach(() => {
    told = [];
    apply({ hooks: new CallHooks(noting(told)) });
  });

  it('are told of a call that returns, with its arguments and its result', () => {
    const add = task.wrap('add', (a: number, b: number) => a + b);
    expect(add(1, 2)).to.equal(3);
    expect(told).to.deep.equal([
      ['start', 'task', 'add', [1, 2]],
      ['success', 'task', 'add', 3],
    ]);
  });

  it('are told of a call that throws, with what it threw', () => {
    const error = new Error('declined');
    expect(() => workflow.run('place', failing(error))).to.throw(error);
    expect(told).to.deep.equal([
      ['start', 'workflow', 'place', []],
      ['failure', 'workflow', 'place', error],
    ]);
  });

  it('are told of what a promise came to, once it has', async () => {
    const promise = agent.run('ask', () => Promise.resolve('answer'));
    expect(told).to.have.lengthOf(1);
    expect(await promise).to.equal('answer');
    const rejected = agent.run('fail', () => Promise.reject(new Error('no')));
    await rejected.catch(() => undefined);
    expect(told.slice(1, 2)).to.deep.equal([
      ['success', 'agent', 'ask', 'answer'],
    ]);
    expect(told.at(-1)).to.include.members(['failure', 'agent', 'fail']);
  });

  it('are told of what any other thenable came to', async () => {
    const lazy = {
      then: (done: (rows: number) => void) => {
        done(7);
      },
    };
    expect(await task.run('query', () => lazy)).to.equal(7);
    const own = Object.assign(Promise.resolve(8), { cancel: () => undefined });
    expect(await task.run('own', () => own)).to.equal(8);
    const ends = told.filter((each) => (each as string[])[0] === 'success');
    expect(ends).to.deep.equal([
      ['success', 'task', 'query', 7],
      ['success', 'task', 'own', 8],
    ]);
  });

  it('are told of no result where nobody can observe it', () => {
    const frozen = Object.freeze({ then: () => undefined });
    task.run('frozen', () => frozen);
    expect(told.at(-1)).to.deep.equal(['success', 'task', 'frozen', undefined]);
  });

  it('are not told of the end of a call whose throw is no failure', () => {
    const options = { name: 'next', isFailure: () => false };
    expect(() => task.run(options, failing('stop'))).to.throw();
    expect(told).to.deep.equal([['start', 'task', 'next', []]]);
  });

  it('are not told of the spans of other libraries', () => {
    trace.getTracer('library').startSpan('GET').end();
    expect(told).to.deep.equal([]);
  });

  it('are told no more once they are taken back', () => {
    apply({});
    task.run('call', () => undefined);
    expect(told).to.deep.equal([]);
  });

  it('are not told of a span that its owner has ended', () => {
    task.run('ended early', (span) => {
      span.end();
    });
    expect(told).to.have.lengthOf(1);
  });

  it('may add to the span, which is active and not over', () => {
    const seen: (Span | undefined)[] = [];
    const add = (span: Span, key: string): void => {
      seen.push(span, trace.getActiveSpan());
      setAttributes({ [key]: true });
    };
    apply({
      hooks: new CallHooks({
        onStart: (span) => {
          add(span, 'started');
        },
        onSuccess: (span) => {
          add(span, 'succeeded');
        },
        onFailure: (span) => {
          add(span, 'failed');
        },
      }),
    });
    task.run('good', () => undefined);
    expect(() => task.run('bad', failing('x'))).to.throw();
    const good = recorder.take('good').attributes;
    expect(good).to.include({ started: true, succeeded: true });
    expect(recorder.take('bad').attributes).to.include({ failed: true });
    expect(new Set(seen).size).to.equal(2);
  });

  it('may be methods of an object', () => {
    class Meter implements Hooks {
      calls = 0;
      onStart(): void {
        this.calls += 1;
      }
    }
    const meter = new Meter();
    apply({ hooks: new CallHooks(meter) });
    task.run('call', () => undefined);
    expect(meter.calls).to.equal(1);
  });

  it('may make annotated calls, which have no hooks of their own', async () => {
    const log = task.wrap('log', async () => Promise.resolve());
    const hook = (): void => {
      told.push('hook');
      void log().then(() => log());
    };
    apply({ hooks: new CallHooks({ onStart: hook, onSuccess: hook }) });
    task.run('call', () => undefined);
    await new Promise(setImmediate);
    expect(told).to.deep.equal(['hook', 'hook']);
    expect(recorder.takeAll().map(({ name }) => name)).to.deep.equal([
      ...['call', 'log', 'log', 'log', 'log'],
    ]);
  });
});

describe('the hooks of init, without a recorded span', () => {
  useRecorder({ sampling: { ratio: 0, keepFailures: false } });
  const apply = applyingSettings();

  it('are not called', () => {
    const told: unknown[] = [];
    apply({ hooks: new CallHooks(noting(told)) });
    task.run('call', () => undefined);
    expect(told).to.deep.equal([]);
  });
});
