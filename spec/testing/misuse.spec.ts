import { expect } from 'chai';
import { createRecorder, type Death, type Which } from '../../lib/testing';

const recorder = createRecorder();

describe('what means no span', () => {
  const wrong: readonly [unknown, RegExp][] = [
    [7, /expected a name, an object or a function, got 7/],
    [null, /got null/],
    [['charge'], /got an array/],
    [{ nmae: 'charge' }, /"nmae" .* name, kind, attributes, failed/],
    [{ name: /charge/ }, /"name" is to be of type string, got /],
    [{ attributes: null }, /"attributes" is to be of type object, got null/],
    [{ failed: 'yes' }, /"failed" is to be of type boolean, got "yes"/],
    [{ constructor: 1 }, /"constructor" is nothing to look for/],
  ];
  for (const [which, message] of wrong) {
    it(`is refused: ${message.source}`, () => {
      for (const ask of [
        () => recorder.take(which as Which),
        () => recorder.takeAll(which as Which),
      ]) {
        expect(ask)
          .to.throw(TypeError, message)
          .with.property('code', 'ERR_EVERSPAN_RECORDER_OPTION');
      }
    });
  }

  it('is not what is undefined in a filter', () => {
    expect(recorder.takeAll({ name: undefined })).to.deep.equal([]);
  });
});

describe('what is no death', () => {
  const wrong: readonly [unknown, RegExp][] = [
    [undefined, /expected a death such as .*, got undefined/],
    ['exit', /expected a death such as .*, got "exit"/],
    [{}, /nobody dies by undefined, but by exit, /],
    [{ by: 'SIGKILL' }, /nobody dies by "SIGKILL", but by .*killed/],
    [{ by: 'toString' }, /nobody dies by "toString"/],
    [{ by: 'exit', error: 1 }, /a death by exit has no "error"/],
    [{ by: 'SIGTERM', exitCode: 1 }, /a death by SIGTERM has no "exitCode"/],
    [{ by: 'uncaughtException' }, /uncaughtException needs the "error"/],
    [{ by: 'exit', exitCode: 256 }, /"exitCode" is to be 0 to 255, got 256/],
    [{ by: 'exit', exitCode: '1' }, /"exitCode" is to be 0 to 255, got "1"/],
  ];
  for (const [death, message] of wrong) {
    it(`is refused: ${message.source}`, () => {
      expect(() => recorder.simulateDeath(death as Death))
        .to.throw(TypeError, message)
        .with.property('code', 'ERR_EVERSPAN_RECORDER_OPTION');
    });
  }
});
