import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

const soon = () => new Promise((resolve) => setImmediate(resolve));
const graft = <T extends object>(promise: T): T & { tag: number } =>
  Object.assign(promise, { tag: 1 });

describe('a promise whose await is watched', () => {
  const recorder = useRecorder();

  it('shows its class, which may be replaced like any property', async () => {
    const promise = task.run('call', () => graft(Promise.resolve(1)));
    expect(promise.constructor).to.equal(Promise);
    class Other extends Promise<number> {}
    promise.constructor = Other;
    expect(Object.getOwnPropertyDescriptor(promise, 'constructor')).to.include({
      value: Other,
      enumerable: true,
      writable: true,
    });
    expect(await promise).to.equal(1);
    recorder.take('call');
  });

  it('is awaited as itself when it has a class of its own', async () => {
    const own = { constructor: class Other extends Promise<number> {} };
    const promise = Object.assign(Promise.resolve(1), own);
    expect(await task.run('call', () => promise)).to.equal(1);
    recorder.take('call');
  });

  it('is not ended by somebody who only looks at it', async () => {
    const promise = task.run('call', () => graft(Promise.resolve(1)));
    expect(Promise.resolve(promise)).to.equal(promise);
    expect(promise).to.be.an.instanceOf(Promise);
    await soon();
    expect(recorder.size).to.equal(0);
    await promise;
    recorder.take('call');
  });

  it('ends its span before whoever awaits it goes on', async () => {
    const promise = task.run('call', () => graft(Promise.resolve(1)));
    await promise;
    expect(recorder.size).to.equal(1);
    recorder.take('call');
  });

  it('may be awaited by several, and after it has settled', async () => {
    const promise = task.run('call', () => graft(Promise.resolve(1)));
    const wait = async () => await promise;
    expect(await Promise.all([wait(), wait()])).to.deep.equal([1, 1]);
    expect(await wait()).to.equal(1);
    recorder.take('call');
  });
});
