import { expect } from 'chai';
import { Chain } from '../../lib/delivery/chain';

describe('Chain', () => {
  it('is joined at both ends and left from anywhere', () => {
    const chain = new Chain<string>();
    for (const item of ['c', 'd', 'e']) chain.push(item);
    for (const item of ['b', 'a']) chain.unshift(item);
    expect([...chain]).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
    for (const item of ['c', 'a', 'e', 'x']) chain.delete(item);
    expect([...chain]).to.deep.equal(['b', 'd']);
    expect(chain.first).to.equal('b');
  });

  it('is as good as new when all have left', () => {
    const chain = new Chain<number>();
    chain.push(1);
    chain.delete(1);
    expect(chain.first).to.equal(undefined);
    chain.unshift(2);
    chain.push(3);
    expect([...chain]).to.deep.equal([2, 3]);
    chain.clear();
    expect([...chain]).to.deep.equal([]);
    chain.push(4);
    expect(chain.first).to.equal(4);
  });

  it('can be changed while it is walked', () => {
    const chain = new Chain<number>();
    for (const item of [1, 2, 3, 4]) chain.push(item);
    for (const item of chain) chain.delete(item);
    expect([...chain]).to.deep.equal([]);
  });

  it('does what an array does, in any order of calls', () => {
    const chain = new Chain<number>();
    let items: number[] = [];
    for (let n = 1; n <= 3_000; n += 1) {
      const way = (n * 48_271) % 7;
      if (way < 3) items = [...items, n];
      if (way < 3) chain.push(n);
      if (way === 3) items = [n, ...items];
      if (way === 3) chain.unshift(n);
      const gone = way > 3 ? items[(n * 16_807) % items.length] : undefined;
      if (gone === undefined) continue;
      items = items.filter((item) => item !== gone);
      chain.delete(gone);
      expect(chain.first).to.equal(items[0]);
    }
    expect([...chain]).to.deep.equal(items);
  });
});
