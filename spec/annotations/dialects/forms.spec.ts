import { expect } from 'chai';
import { agent, span, task, tool, workflow } from '../../../lib';
import { useRecorder } from '../../support/recorder';

const secret = Symbol('secret');

class Orders {
  readonly total = 7;

  @task
  bare(factor: number): number {
    return this.total * factor;
  }

  @task()
  called(): number {
    return this.total;
  }

  @task('a name of its own')
  named(): number {
    return this.total;
  }

  @task({ name: 'with options', version: 3 })
  withOptions(): number {
    return this.total;
  }

  @task
  static ofTheClass(): string {
    return this.name;
  }

  @task
  [secret](): number {
    return this.total;
  }

  @task
  async later(value: number): Promise<number> {
    await Promise.resolve();
    return value + this.total;
  }

  @task
  optional(first: string, second = 1, ...rest: number[]): string {
    return [first, second, ...rest].join();
  }
}

describe('an annotated method', () => {
  const recorder = useRecorder();

  it('keeps its this, its arguments and its value', () => {
    expect(new Orders().bare(3)).to.equal(21);
    recorder.take('bare');
  });

  it('is annotated with or without parentheses', () => {
    expect(new Orders().called()).to.equal(7);
    recorder.take('called');
  });

  it('is named after the string it was given', () => {
    new Orders().named();
    recorder.take('a name of its own');
  });

  it('is named after the option', () => {
    new Orders().withOptions();
    const { attributes } = recorder.take('with options');
    expect(attributes['everspan.version']).to.equal(3);
  });

  it('may be static', () => {
    expect(Orders.ofTheClass()).to.equal('Orders');
    const { attributes } = recorder.take('ofTheClass');
    expect(attributes['code.function.name']).to.equal('Orders.ofTheClass');
  });

  it('may have a symbol for its name', () => {
    expect(new Orders()[secret]()).to.equal(7);
    const { attributes } = recorder.take('secret');
    expect(attributes['code.function.name']).to.equal('Orders.secret');
  });

  it('stays asynchronous', async () => {
    const promise = new Orders().later(1);
    expect(recorder.size).to.equal(0);
    expect(await promise).to.equal(8);
    recorder.take('later');
  });

  it('carries the class it stands in', () => {
    class Rush extends Orders {}
    new Rush().bare(1);
    const { attributes } = recorder.take('bare');
    expect(attributes['code.function.name']).to.equal('Orders.bare');
  });

  it('keeps its name, its length and the flags of its property', () => {
    const { prototype } = Orders;
    const property = Object.getOwnPropertyDescriptor(prototype, 'optional');
    const method = property?.value as (...args: never[]) => unknown;
    expect(method.name).to.equal('optional');
    expect(method.length).to.equal(1);
    expect(property).to.include({
      enumerable: false,
      configurable: true,
      writable: true,
    });
  });

  it('is a plain function, and no constructor', () => {
    const method = Orders.prototype.later as unknown as new () => unknown;
    expect(method.constructor).to.equal(Function);
    expect(() => new method()).to.throw(TypeError, 'not a constructor');
  });
});

describe('the kinds of annotation', () => {
  const recorder = useRecorder();

  class Everything {
    @workflow workflow(): void {}
    @task task(): void {}
    @agent agent(): void {}
    @tool tool(): void {}
    @span span(): void {}
  }

  for (const kind of ['workflow', 'task', 'agent', 'tool', 'span'] as const) {
    it(`marks the spans of @${kind}`, () => {
      new Everything()[kind]();
      const { attributes } = recorder.take(kind);
      expect(attributes['everspan.kind']).to.equal(kind);
    });
  }
});
