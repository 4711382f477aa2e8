import { expect } from 'chai';
import { resetWarnings } from '../../lib/internal/diag';
import { UserFunction } from '../../lib/span/user-function';
import { overhearing } from '../internal/overheard';

describe('UserFunction', () => {
  const lines = overhearing();
  beforeEach(resetWarnings);

  it('repeats no secret of the error that its function throws', () => {
    const fn = (): never => {
      throw new Error('no such user: password=hunter2, in https://u:p4ss@db');
    };
    const asked = new UserFunction(fn, '`attributes` of charge', 'attributes');
    expect(asked.ask(undefined, [])).to.equal(undefined);
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include(
      '`attributes` of charge is left out: no such',
    );
    expect(lines()[0]).to.include('[redacted]');
    expect(lines()[0]).not.to.match(/hunter2|p4ss/);
  });
});
