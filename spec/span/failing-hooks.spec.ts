import { context } from '@opentelemetry/api';
import { expect } from 'chai';
import { type Hooks, task } from '../../lib';
import { warningCount } from '../../lib/internal/diag';
import { CallHooks } from '../../lib/span/call-hooks';
import { overhearing } from '../internal/overheard';
import { useRecorder } from '../support/recorder';
import { applyingSettings } from './applied-settings';

const broken = (): never => {
  throw new Error('in a hook');
};

const failures = (): number => warningCount('WARN_EVERSPAN_USER_CODE');

describe('a hook that fails', () => {
  const recorder = useRecorder();
  const lines = overhearing();
  const apply = applyingSettings();
  const applyHooks = (hooks: Hooks): void => {
    apply({ hooks: new CallHooks(hooks) });
  };

  beforeEach(() => {
    delete process.env['EVERSPAN_LOG'];
  });

  it('changes no result and no error, and costs no span', async () => {
    applyHooks({ onStart: broken, onSuccess: broken, onFailure: broken });
    const thrown = Object.freeze({});
    const fail = (): never => {
      throw thrown;
    };
    expect(task.run('value', () => 7)).to.equal(7);
    expect(await task.run('promise', () => Promise.resolve(8))).to.equal(8);
    expect(catching(() => task.run('throw', fail))).to.equal(thrown);
    const names = recorder.takeAll().map(({ name }) => name);
    expect(names).to.deep.equal(['value', 'promise', 'throw']);
  });

  it('is told of once for each hook, and counted every time', () => {
    applyHooks({ onStart: broken, onSuccess: broken });
    for (let n = 0; n < 3; n += 1) task.run('call', () => undefined);
    recorder.takeAll();
    expect(failures()).to.equal(6);
    expect(lines()).to.deep.equal(
      ['onStart', 'onSuccess'].map(
        (name) =>
          `everspan: hook \`${name}\` is left out: in a hook ` +
          '(WARN_EVERSPAN_USER_CODE)',
      ),
    );
  });

  it('by answering with a promise is told, and its rejection is nobody’s', async () => {
    applyHooks({ onStart: () => Promise.reject(new Error('late')) as never });
    task.run('call', () => undefined);
    await new Promise(setImmediate);
    recorder.take('call');
    expect(failures()).to.equal(1);
    expect(lines()[0]).to.include('answered with a promise');
  });

  it('by recursing without end leaves the call as it is', () => {
    const endless = (): void => {
      endless();
    };
    applyHooks({ onStart: endless, onSuccess: endless });
    expect(task.run('call', () => 7)).to.equal(7);
    recorder.take('call');
  });

  it('cannot recurse through annotated calls without a context manager', () => {
    context.disable();
    let calls = 0;
    const inner = task.wrap('inner', () => undefined);
    const onStart = (): void => {
      calls += 1;
      inner();
    };
    applyHooks({ onStart });
    task.run('call', () => undefined);
    expect(calls).to.equal(1);
    recorder.takeAll();
  });
});

function catching(fn: () => unknown): unknown {
  try {
    return fn();
  } catch (error) {
    return error;
  }
}
