import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

describe('the capture of a result that lasts', () => {
  const recorder = useRecorder();
  const output = (): unknown => {
    const { attributes } = recorder.take('call');
    return JSON.parse(String(attributes['everspan.output']));
  };
  function* numbers(count: number): Generator {
    for (let n = 0; n < count; n++) yield { n };
  }

  it('has its items', () => {
    const capturing = { name: 'call', capture: true };
    for (const each of task.run(capturing, () => numbers(2))) void each;
    expect(output()).to.deep.equal([{ n: 0 }, { n: 1 }]);
  });

  it('has the first ten, and tells how many more there were', () => {
    const capturing = { name: 'call', capture: true };
    for (const each of task.run(capturing, () => numbers(12))) void each;
    const items = output() as unknown[];
    expect(items).to.have.length(11);
    expect(items.at(-1)).to.equal('…[2 more]');
  });

  it('has no more bytes than are allowed', () => {
    const capturing = { name: 'call', capture: { maxBytes: 256 } };
    const long = ['a', 'b', 'c'].map((each) => each.repeat(150));
    for (const each of task.run(capturing, () => long.values())) void each;
    const { attributes } = recorder.take('call');
    const text = String(attributes['everspan.output']);
    expect(Buffer.byteLength(text)).to.be.at.most(256);
    expect(JSON.parse(text)).to.be.an('array');
  });

  it('has items as they were when they were handed out', () => {
    const capturing = { name: 'call', capture: true };
    for (const each of task.run(capturing, () => [{ a: 1 }].values())) {
      each.a = 2;
    }
    expect(output()).to.deep.equal([{ a: 1 }]);
  });

  it('has them in a failure, too', () => {
    const generator = task.run({ name: 'call', capture: true }, function* () {
      yield 'first';
      throw new Error('then');
    });
    expect(() => [...generator]).to.throw('then');
    expect(output()).to.deep.equal(['first']);
  });

  it('redacts them', () => {
    const secret = (): Generator => {
      return (function* () {
        yield { password: 'hunter2' };
      })();
    };
    for (const each of task.run({ name: 'call', capture: true }, secret)) {
      expect(each).to.deep.equal({ password: 'hunter2' });
    }
    expect(JSON.stringify(output())).not.to.contain('hunter2');
  });

  it('leaves them out where only the input is captured', () => {
    const capturing = { name: 'call', capture: { input: true, output: false } };
    for (const each of task.run(capturing, () => numbers(2))) void each;
    const { attributes } = recorder.take('call');
    expect(attributes).not.to.have.property('everspan.output');
  });
});
