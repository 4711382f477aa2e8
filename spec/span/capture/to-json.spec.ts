import { expect } from 'chai';
import { resetWarnings, warningCount } from '../../../lib/internal/diag';
import { captureValue } from '../../../lib/span/capture/capture-value';
import { hidesNothing } from './redactors';

const captured = (value: unknown): unknown =>
  JSON.parse(
    captureValue(value, { maxBytes: 8192, maxDepth: 6 }, hidesNothing),
  );
const fails = (): never => {
  throw new Error('called');
};

describe('captureValue and toJSON', () => {
  beforeEach(() => {
    resetWarnings();
    process.env['EVERSPAN_LOG'] = 'off';
  });
  afterEach(() => {
    delete process.env['EVERSPAN_LOG'];
  });

  it('marks one that throws, and tells of it', () => {
    class Broken {
      toJSON = fails;
    }
    expect(captured([new Broken(), 1])).to.deep.equal(['[toJSON threw]', 1]);
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(1);
  });

  it('asks once, also where the answer is the object itself or another', () => {
    let asked = 0;
    const itself = {
      a: 1,
      toJSON(): unknown {
        asked++;
        return itself;
      },
    };
    const endless = { toJSON: () => ({ next: endless, toJSON: fails }) };
    expect(captured([itself, endless])).to.deep.equal([
      { a: 1, toJSON: '[Function toJSON]' },
      { next: '[Circular]', toJSON: '[Function fails]' },
    ]);
    expect(asked).to.equal(1);
  });

  it('leaves no rejection unhandled', async () => {
    const later = { toJSON: () => Promise.reject(new Error('later')) };
    expect(captured(later)).to.equal('[Promise]');
    await new Promise(setImmediate);
  });

  it('asks none that is a getter', () => {
    const value = {
      a: 1,
      get toJSON() {
        return fails();
      },
    };
    expect(captured(value)).to.deep.equal({ a: 1, toJSON: '[getter]' });
  });
});
