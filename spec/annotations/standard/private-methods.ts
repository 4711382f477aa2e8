/** Only TC39 allows a decorator on a `#private` method. */
import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

class Orders {
  readonly #total = 7;

  @task
  #secret(factor: number): number {
    return this.#total * factor;
  }

  @task('hidden')
  static #hidden(): string {
    return this.name;
  }

  run(): number {
    return this.#secret(2);
  }

  static run(): string {
    return Orders.#hidden();
  }
}

describe('an annotated #private method', () => {
  const recorder = useRecorder();

  it('keeps its this, its arguments and its value', () => {
    expect(new Orders().run()).to.equal(14);
    const { attributes } = recorder.take('#secret');
    expect(attributes['code.function.name']).to.equal('#secret');
  });

  it('may be static', () => {
    expect(Orders.run()).to.equal('Orders');
    recorder.take('hidden');
  });
});
