import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

type Bindable = (this: unknown, ...args: never[]) => unknown;
type AnyDecorator = (...args: unknown[]) => never;

/** Checked by dialect.spec.ts. */
const isStandard = process.env['TS_NODE_PROJECT']?.includes('standard');

interface Context {
  readonly name: string;
  addInitializer(initialise: (this: Record<string, Bindable>) => void): void;
}

/**
 * Binds a method to its object, as the libraries of both dialects do: one makes
 * a getter that binds at the first read, one binds when an object is made.
 */
function autobind(
  target: Bindable,
  context: Context | string,
  property?: PropertyDescriptor,
): unknown {
  if (typeof context === 'string') return lazily(property!, context);
  const { name } = context;
  context.addInitializer(function () {
    this[name] = this[name]!.bind(this);
  });
  return target;
}

function lazily(
  { value: method }: PropertyDescriptor,
  key: string,
): PropertyDescriptor {
  return {
    configurable: true,
    get(this: object) {
      const value = (method as Bindable).bind(this);
      Object.defineProperty(this, key, { value });
      return value;
    },
  };
}

const bound = autobind as AnyDecorator;

describe('an annotation below one that binds the method', () => {
  const recorder = useRecorder();

  class Orders {
    readonly total = 7;

    @bound
    @task
    place(): number {
      return this.total;
    }
  }

  it('keeps the this that is bound', () => {
    const { place } = new Orders();
    expect(place()).to.equal(7);
    recorder.take('place');
  });
});

describe('an annotation above one that binds the method', () => {
  const recorder = useRecorder();

  const define = () => {
    class Orders {
      readonly total = 7;

      @task
      @bound
      place(): number {
        return this.total;
      }
    }
    return new Orders();
  };

  it('either works, or says where it belongs', () => {
    if (!isStandard) {
      expect(define)
        .to.throw(TypeError, 'move the annotation below that one')
        .with.property('code', 'ERR_EVERSPAN_DECORATOR_TARGET');
      return;
    }
    const { place } = define();
    expect(place()).to.equal(7);
    recorder.take('place');
  });
});
