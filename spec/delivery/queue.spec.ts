import { expect } from 'chai';
import { Queue } from '../../lib/delivery/queue';
import { entryOf, FakeDisk, namesOf } from './entries';

describe('Queue', () => {
  const disk = new FakeDisk();

  it('is first in, first out, and what comes back is next', () => {
    const queue = new Queue();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => entryOf(name));
    for (const entry of [a!, b!, c!]) queue.push(entry);
    queue.delete(a!);
    queue.delete(b!);
    queue.unshift(b!);
    queue.unshift(a!);
    expect(namesOf(queue)).to.deep.equal(['a', 'b', 'c']);
    expect(queue.first).to.equal(a);
    queue.clear();
    expect(queue.first).to.equal(undefined);
  });

  it('tells the oldest that can leave memory, and the oldest that cannot', () => {
    const queue = new Queue();
    const [a, b] = [entryOf('a', { disk }), entryOf('b')];
    const [c, d] = [entryOf('c', { disk }), entryOf('d')];
    for (const entry of [c, d]) queue.push(entry);
    for (const entry of [b, a]) queue.unshift(entry);
    expect([queue.evictable, queue.droppable]).to.deep.equal([a, b]);
    expect(queue.evict(a)).to.equal(100);
    queue.delete(b);
    expect([queue.evictable, queue.droppable]).to.deep.equal([c, d]);
    expect(namesOf(queue)).to.deep.equal(['a', 'c', 'd']);
  });

  it('knows what has been loaded when it comes back', () => {
    const queue = new Queue();
    const entry = entryOf('a', { disk });
    queue.push(entry);
    queue.evict(entry);
    expect(queue.evictable).to.equal(undefined);
    queue.delete(entry);
    expect(entry.bytes).to.have.lengthOf(100);
    queue.unshift(entry);
    expect(queue.evictable).to.equal(entry);
  });

  it('knows what is in memory only, once its file is gone', () => {
    const queue = new Queue();
    const entry = entryOf('a', { disk });
    queue.push(entry);
    queue.moveTo(entry, undefined);
    expect(queue.evictable).to.equal(undefined);
    expect(queue.droppable).to.equal(entry);
  });

  it('is emptied of very many in order', () => {
    const queue = new Queue();
    const entries = Array.from({ length: 100_000 }, () =>
      entryOf('', { size: 1 }),
    );
    for (const entry of entries) queue.push(entry);
    let count = 0;
    for (let next = queue.first; next; next = queue.first) {
      if (next !== entries[count]) break;
      queue.delete(next);
      count += 1;
    }
    expect(count).to.equal(100_000);
  });
});
