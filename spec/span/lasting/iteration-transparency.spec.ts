import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';
import { ASYNC_CONSUMERS, ASYNC_ITERATORS } from './async-iterators';
import { expectSame, expectSameApart } from '../bare-and-annotated';
import { CONSUMERS } from './iterator-consumers';
import { ITERATORS } from './iterators';

describe('a consumer', () => {
  const recorder = useRecorder();

  for (const [what, make] of ITERATORS) {
    for (const [how, consume] of CONSUMERS) {
      it(`sees no difference: ${how}, of ${what}`, async () => {
        await expectSame(make, consume);
        recorder.reset();
      });
    }
  }

  for (const [what, make] of ASYNC_ITERATORS) {
    for (const [how, consume] of ASYNC_CONSUMERS) {
      it(`sees no difference: ${how}, of ${what}`, async () => {
        const isParallel = how.startsWith('parallel');
        await (isParallel ? expectSameApart : expectSame)(make, consume);
        recorder.reset();
      });
    }
  }
});

describe('an iterator', () => {
  const recorder = useRecorder();

  for (const [what, make] of ITERATORS) {
    it(`is handed back as itself: ${what}`, () => {
      const result = make(() => undefined) as object;
      const prototype = Reflect.getPrototypeOf(result);
      expect(task.run('call', () => result)).to.equal(result);
      expect(Reflect.getPrototypeOf(result)).to.equal(prototype);
      recorder.reset();
    });
  }
});
