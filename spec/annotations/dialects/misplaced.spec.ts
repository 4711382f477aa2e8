import { expect } from 'chai';
import { task } from '../../../lib';

/** Misplaced on purpose, which the types forbid. */
const anywhere = task as unknown as (...args: unknown[]) => never;
const withOptions = task({ name: 'x' }) as unknown as typeof anywhere;

describe('a misplaced annotation', () => {
  it('throws on a class', () => {
    refuses('class "Orders"', () => {
      @anywhere
      class Orders {}
      return Orders;
    });
  });

  it('throws on a class with options too', () => {
    refuses('class "Orders"', () => {
      @withOptions
      class Orders {}
      return Orders;
    });
  });

  it('throws on a field', () => {
    refuses('field "total"', () => {
      class Orders {
        @anywhere total = 1;
      }
      return Orders;
    });
  });

  it('throws on a getter', () => {
    refuses('getter', () => {
      class Orders {
        @anywhere get total(): number {
          return Math.random();
        }
      }
      return Orders;
    });
  });

  it('throws on a setter', () => {
    refuses('setter', () => {
      class Orders {
        @anywhere set total(_value: number) {
          // Only its place matters.
        }
      }
      return Orders;
    });
  });

  it('throws on an accessor', () => {
    refuses('"total"', () => {
      class Orders {
        @anywhere accessor total = 1;
      }
      return Orders;
    });
  });

  it('throws on a static field', () => {
    refuses('field "total"', () => {
      class Orders {
        @withOptions static total = (): number => 1;
      }
      return Orders;
    });
  });
});

function refuses(what: string, define: () => unknown): void {
  expect(define)
    .to.throw(TypeError, what)
    .with.property('code', 'ERR_EVERSPAN_DECORATOR_TARGET');
}
