import { expect } from 'chai';
import { classOfMethod } from '../../lib/annotations/class-of-method';

class Shop {
  price(): number {
    return 1;
  }
}
class Market extends Shop {
  override price(): number {
    return 2;
  }
}
const price: () => number = Reflect.get(Shop.prototype, 'price');

describe('classOfMethod', () => {
  it('finds the class that holds the method itself', () => {
    expect(classOfMethod(new Market(), 'price', price)).to.equal('Shop');
  });

  it('finds the nearest class with that name for a covered method', () => {
    const covered = (): number => 1;
    expect(classOfMethod(new Market(), 'price', covered)).to.equal('Market');
  });

  it('knows no class of what has none', () => {
    const bare = Object.create(null) as object;
    for (const self of [undefined, null, 7, {}, bare, class {}]) {
      expect(classOfMethod(self, 'price', price)).to.equal(undefined);
    }
  });

  it('survives a Proxy that refuses', () => {
    const refusing = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('refused');
        },
      },
    );
    expect(classOfMethod(refusing, 'price', price)).to.equal(undefined);
  });
});
