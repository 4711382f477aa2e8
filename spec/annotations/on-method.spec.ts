import { expect } from 'chai';
import { task } from '../../lib';
import { isDecorating, onMethod } from '../../lib/annotations/on-method';

class Orders {
  place(): number {
    return 1;
  }
}
const { prototype } = Orders;
const property = Object.getOwnPropertyDescriptor(prototype, 'place');

describe('onMethod', () => {
  const keep = (args: readonly unknown[]) =>
    onMethod(args, ({ original }) => original);

  it('answers each dialect in its own way', () => {
    const standard = [prototype.place, { kind: 'method', name: 'place' }];
    expect(keep(standard)).to.equal(property?.value);
    expect(keep([prototype, 'place', property])).to.deep.equal(property);
  });

  it('keeps the flags of the property', () => {
    const frozen = { ...property, writable: false, enumerable: true };
    expect(keep([prototype, 'place', frozen])).to.deep.equal(frozen);
  });

  const misplaced: readonly (readonly [string, readonly unknown[], string])[] =
    [
      ['a parameter', [prototype, 'place', 0], 'a parameter of "place"'],
      ['a constructor’s', [Orders, undefined, 0], 'a parameter of "Orders"'],
      ['a class', [Orders], 'a class "Orders"'],
      ['a function', [prototype.place], 'a function "place"'],
      [
        'a nameless function',
        [
          (
            () => () =>
              1
          )(),
        ],
        'a function, and',
      ],
      ['a field', [prototype, 'total', undefined], 'a field "total"'],
      [
        'a field of Babel',
        [prototype, 'total', { initializer: null }],
        'field',
      ],
      ['an accessor', [prototype, 'total', { get: () => 1 }], 'a getter or'],
      ['a standard accessor', [{}, { kind: 'accessor', name: 'a' }], 'an acc'],
      [
        'a standard class',
        [Orders, { kind: 'class', name: 'Orders' }],
        'class',
      ],
    ];
  for (const [what, args, message] of misplaced) {
    it(`refuses ${what}, and says what to do`, () => {
      expect(() => keep(args))
        .to.throw(TypeError, message)
        .with.property('message')
        .that.contains('.wrap(');
    });
  }
});

describe('isDecorating', () => {
  it('tells a decorator’s call from one with options', () => {
    expect(isDecorating([Orders])).to.equal(true);
    expect(isDecorating([prototype, 'place', property])).to.equal(true);
    expect(isDecorating([undefined, { kind: 'field' }])).to.equal(true);
    for (const args of [[], [undefined], ['x'], [{}]]) {
      expect(isDecorating(args)).to.equal(false);
    }
  });

  it('lets a decorator be applied by hand', () => {
    const decorated = task(prototype, 'place', property as never);
    expect(decorated).to.include({ enumerable: false, writable: true });
  });
});
