import { expect } from 'chai';
import { usableAttributes } from '../../lib/span/attribute-values';

function sift(given: object): {
  readonly kept: object;
  readonly complaints: readonly string[];
} {
  const complaints: string[] = [];
  const kept = usableAttributes(given, (key, why) => {
    complaints.push(`${key}: ${why}`);
  });
  return { kept, complaints };
}

describe('usableAttributes', () => {
  it('copies what OpenTelemetry can hold', () => {
    const list = ['a', 'b'];
    const given = { text: 'a', count: 1, flag: true, list, holes: [1, null] };
    const { kept, complaints } = sift(given);
    expect(kept).to.deep.equal(given);
    expect(kept).to.have.property('list').that.does.not.equal(list);
    expect(complaints).to.deep.equal([]);
  });

  it('passes over what is not there', () => {
    const { kept, complaints } = sift({ a: undefined, b: null });
    expect(kept).to.deep.equal({});
    expect(complaints).to.deep.equal([]);
  });

  const unusable: readonly (readonly [string, unknown])[] = [
    ['an object', {}],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a list of different things', [1, 'a']],
    ['a list of objects', [{}]],
    ['a list of lists', [[1]]],
  ];
  for (const [what, value] of unusable) {
    it(`complains of ${what}, and keeps the others`, () => {
      const { kept, complaints } = sift({ bad: value, good: 1 });
      expect(kept).to.deep.equal({ good: 1 });
      expect(complaints).to.have.length(1);
      expect(complaints[0]).to.match(/^bad: /);
    });
  }

  it('survives a getter and a list that throw', () => {
    const throwing = {
      get bad(): never {
        throw new Error('getter');
      },
      list: new Proxy([1], {
        get: () => {
          throw new Error('trap');
        },
      }),
      good: 1,
    };
    const { kept, complaints } = sift(throwing);
    expect(kept).to.deep.equal({ good: 1 });
    expect(complaints).to.deep.equal(['bad: getter', 'list: trap']);
  });
});
