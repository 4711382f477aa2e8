import { expect } from 'chai';

/** Told apart by what a decorator is given. */
let seen: unknown[] = [];
const note = ((...args: unknown[]) => {
  seen = args;
}) as (...args: unknown[]) => never;

class Orders {
  @note
  place(): void {}
}

describe('these specs', () => {
  it('run in the dialect that they were started for', () => {
    void Orders;
    const isStandard = process.env['TS_NODE_PROJECT']?.includes('standard');
    expect(seen).to.have.length(isStandard ? 2 : 3);
  });
});
