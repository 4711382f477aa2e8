import { expect } from 'chai';
import { task, tool } from '../../lib';
import { useRecorder } from '../support/recorder';

describe('wrap', () => {
  const recorder = useRecorder();

  it('keeps this, arguments, value, name and length', () => {
    function scale(this: { factor: number }, a: number, b = 2): number {
      return this.factor * a * b;
    }
    const wrapped = task.wrap('call', scale);
    expect(wrapped.call({ factor: 3 }, 5)).to.equal(30);
    expect(wrapped.name).to.equal('scale');
    expect(wrapped.length).to.equal(1);
    const { attributes } = recorder.take('call');
    expect(attributes['code.function.name']).to.equal('scale');
  });

  it('names the span after the function when no name is given', () => {
    const named = task.wrap({}, function charge() {
      return 1;
    });
    named();
    recorder.take('charge');
  });

  it('names the span after the kind when nothing has a name', () => {
    tool.wrap(
      {},
      (
        () => () =>
          1
      )(),
    )();
    recorder.take('tool');
  });

  it('keeps the properties of the function', () => {
    const original = Object.assign(() => 1, { route: '/orders' });
    expect(task.wrap('call', original).route).to.equal('/orders');
  });

  it('makes no constructor', () => {
    const wrapped = task.wrap('call', function Order() {
      return undefined;
    });
    const construct = wrapped as unknown as new () => unknown;
    expect(() => new construct()).to.throw(TypeError, 'not a constructor');
  });

  it('may be wrapped again', () => {
    const inner = task.wrap('inner', () => 1);
    expect(tool.wrap('outer', inner)()).to.equal(1);
    const { spanId } = recorder.take('outer').spanContext();
    expect(recorder.take('inner').parentSpanContext?.spanId).to.equal(spanId);
  });

  const noFunctions: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['an object', {}],
    ['class Order', class Order {}],
  ];
  for (const [what, given] of noFunctions) {
    it(`refuses ${what}`, () => {
      expect(() => task.wrap('call', given as never))
        .to.throw(TypeError, 'task.wrap takes')
        .with.property('code', 'ERR_EVERSPAN_NOT_A_FUNCTION');
    });
  }

  const waysOut: readonly (readonly [string, readonly unknown[], string])[] = [
    ['without a name', [() => 1], "task.wrap('name', fn)"],
    ['on work that has begun', ['call', Promise.resolve(1)], '() => work()'],
    ['on a class', ['call', class Order {}], 'annotate its methods'],
  ];
  for (const [what, given, way] of waysOut) {
    it(`says what to do ${what}`, () => {
      const wrap = task.wrap as (...args: readonly unknown[]) => unknown;
      expect(() => wrap(...given)).to.throw(TypeError, way);
    });
  }
});
