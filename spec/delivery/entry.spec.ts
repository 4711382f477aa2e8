import { expect } from 'chai';
import { entryOf, FakeDisk, namesOf } from './entries';

describe('Entry', () => {
  it('leaves memory where the disk has it, and comes back', () => {
    const entry = entryOf('a', { disk: new FakeDisk() });
    expect(entry).to.include({ memory: 100, size: 100, spans: 1 });
    expect(entry.evict()).to.equal(100);
    expect(entry).to.include({ memory: 0, size: 100 });
    expect(entry.evict()).to.equal(0);
    expect(entry.bytes).to.have.lengthOf(100);
    expect(entry.memory).to.equal(100);
  });

  it('is read without being brought into memory', () => {
    const entry = entryOf('a', { disk: new FakeDisk() });
    entry.evict();
    expect(namesOf([entry])).to.deep.equal(['a']);
    expect(entry.memory).to.equal(0);
  });

  it('stays in memory where it is only there', () => {
    const entry = entryOf('a');
    expect(entry.evict()).to.equal(0);
    expect(entry.memory).to.equal(100);
  });

  it('throws where the disk does not give it back, or it is nowhere', () => {
    const disk = new FakeDisk();
    const entry = entryOf('a', { disk });
    entry.evict();
    disk.isBroken = true;
    expect(() => entry.bytes).to.throw('broken');
    entry.moveTo(undefined);
    expect(() => entry.bytes).to.throw('neither here nor there');
  });
});
