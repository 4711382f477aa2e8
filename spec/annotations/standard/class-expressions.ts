/** Only TC39 allows a decorator in a class expression. */
import { expect } from 'chai';
import { annotationsOf, task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

const makers = {
  named: () =>
    class Orders {
      @task
      run(): number {
        return 7;
      }
    },
  nameless: () =>
    class {
      @task
      run(): number {
        return 7;
      }
    },
};

describe('an annotation in a class expression', () => {
  const recorder = useRecorder();

  it('carries the name of the class', () => {
    expect(new (makers.named())().run()).to.equal(7);
    const { attributes } = recorder.take('run');
    expect(attributes['code.function.name']).to.equal('Orders.run');
  });

  it('needs no name', () => {
    expect(new (makers.nameless())().run()).to.equal(7);
    const { attributes } = recorder.take('run');
    expect(attributes['code.function.name']).to.equal('run');
  });

  it('belongs to the class that each evaluation makes', () => {
    const [first, second] = [makers.named(), makers.named()];
    expect(annotationsOf(first)[0]?.declaredBy).to.equal(first);
    expect(annotationsOf(second)[0]?.declaredBy).to.equal(second);
  });
});
