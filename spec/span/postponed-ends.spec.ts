import { expect } from 'chai';
import {
  endPostponed,
  hasPostponed,
  postpone,
  type Postponable,
} from '../../lib/span/postponed-ends';

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('a postponed end', () => {
  const ended: string[] = [];
  const endOf = (name: string): Postponable => ({
    isPostponed: false,
    next: undefined,
    end: () => ended.push(name),
  });
  beforeEach(() => {
    ended.length = 0;
  });

  it('comes as soon as somebody has room, the first one first', () => {
    postpone(endOf('inner'));
    postpone(endOf('outer'));
    expect(hasPostponed()).to.equal(true);
    expect(ended).to.deep.equal([]);
    expect(endPostponed()).to.equal(true);
    expect(hasPostponed()).to.equal(false);
    expect(ended).to.deep.equal(['inner', 'outer']);
  });

  it('comes by itself when nobody asks', async () => {
    postpone(endOf('alone'));
    while (hasPostponed()) await soon();
    expect(ended).to.deep.equal(['alone']);
  });

  it('comes once, however often it is postponed', () => {
    const end = endOf('once');
    postpone(end);
    postpone(end);
    endPostponed();
    endPostponed();
    expect(ended).to.deep.equal(['once']);
  });

  it('waits where there is no room', () => {
    postpone(endOf('deep'));
    const answers: boolean[] = [];
    const descend = (): void => {
      try {
        descend();
      } catch {
        if (answers.length === 0) answers.push(endPostponed());
      }
    };
    descend();
    expect(answers).to.deep.equal([false]);
    expect(endPostponed()).to.equal(true);
    expect(ended).to.deep.equal(['deep']);
  });
});
