import { expect } from 'chai';
import { task } from '../../lib';
import { applySpanSettings, spanSettings } from '../../lib/span/span-settings';
import { createRecorder, type RecorderOptions } from '../../lib/testing';

function codeOf(fn: () => unknown): unknown {
  try {
    return fn();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('the options of a recorder', () => {
  it('are those of init that concern the spans themselves', () => {
    const resource = { region: 'eu' };
    const recorder = createRecorder({ serviceName: 'orders', resource });
    recorder.start();
    task.run('charge', () => undefined);
    recorder.stop();
    expect(recorder.take().resource.attributes).to.include({
      'service.name': 'orders',
      region: 'eu',
    });
  });

  it('reach annotated calls while it records, and no longer', () => {
    const ofInit = {};
    const takeBack = applySpanSettings(ofInit);
    const started: string[] = [];
    const onStart = (_: unknown, { name }: { readonly name: string }): void => {
      started.push(name);
    };
    const recorder = createRecorder({ hooks: { onStart } });
    recorder.start();
    task.run('charge', () => undefined);
    recorder.stop();
    task.run('refund', () => undefined);
    expect(started).to.deep.equal(['charge']);
    expect(spanSettings()).to.equal(ofInit);
    takeBack();
  });

  it('leave what init said where they say nothing about calls', () => {
    const ofInit = {};
    const takeBack = applySpanSettings(ofInit);
    const recorder = createRecorder({ serviceName: 'orders' });
    recorder.start();
    expect(spanSettings()).to.equal(ofInit);
    recorder.stop();
    expect(spanSettings()).to.equal(ofInit);
    takeBack();
  });

  it('leave what a later init said', () => {
    const recorder = createRecorder({ hooks: {} });
    recorder.start();
    const ofInit = {};
    const takeBack = applySpanSettings(ofInit);
    recorder.stop();
    expect(spanSettings()).to.equal(ofInit);
    takeBack();
  });

  for (const name of ['endpoint', 'journal', 'exporter', 'exitTimeoutMs']) {
    it(`have no ${name}: there is no delivery`, () => {
      const options = { [name]: undefined } as RecorderOptions;
      expect(codeOf(() => createRecorder(options))).to.equal(
        'ERR_EVERSPAN_RECORDER_OPTION',
      );
    });
  }

  it('are checked as those of init are', () => {
    const bad = [7, null, [], { servceName: 'x' }, { serviceName: '' }];
    for (const options of bad) {
      const code = codeOf(() => createRecorder(options as RecorderOptions));
      expect(code).to.equal('ERR_EVERSPAN_INIT_OPTION');
    }
  });
});
