import { expect } from 'chai';
import fs from 'node:fs';
import {
  reason,
  reportInternal,
  resetWarnings,
  say,
  warningCount,
  warnOnce,
} from '../../lib/internal/diag';
import { overhearing } from './overheard';

const REFUSED = 'WARN_EVERSPAN_REFUSED';
const VARIABLE = 'WARN_EVERSPAN_VARIABLE';

describe('warnOnce', () => {
  const lines = overhearing();

  it('writes a line that begins with everspan and ends with the code', () => {
    warnOnce(REFUSED, 'two spans');
    expect(lines()).to.deep.equal([
      'everspan: two spans (WARN_EVERSPAN_REFUSED)',
    ]);
  });

  it('tells each code once and counts it every time', () => {
    for (const text of ['one', 'two', 'three']) warnOnce(REFUSED, text);
    warnOnce(VARIABLE, 'other');
    expect(lines()).to.have.lengthOf(2);
    expect(warningCount(REFUSED)).to.equal(3);
    expect(warningCount(VARIABLE)).to.equal(1);
    expect(warningCount('WARN_EVERSPAN_INTERNAL')).to.equal(0);
  });

  it('tells each subject of a code once', () => {
    warnOnce(VARIABLE, 'A is bad', 'A');
    warnOnce(VARIABLE, 'B is bad', 'B');
    warnOnce(VARIABLE, 'A is bad', 'A');
    expect(lines()).to.have.lengthOf(2);
    expect(warningCount(VARIABLE)).to.equal(3);
  });

  it('tells again after it was told to forget', () => {
    warnOnce(REFUSED, 'one');
    resetWarnings();
    warnOnce(REFUSED, 'two');
    expect(lines()).to.have.lengthOf(2);
    expect(warningCount(REFUSED)).to.equal(1);
  });

  it("keeps others' texts on one line and off the terminal's controls", () => {
    warnOnce(REFUSED, 'one\r\ntwo\u001b[2Jthree\u2028four\u0000');
    expect(lines()).to.deep.equal([
      'everspan: one two [2Jthree four (WARN_EVERSPAN_REFUSED)',
    ]);
  });

  it('cuts what is longer than 500 characters', () => {
    warnOnce(REFUSED, 'x'.repeat(100_000));
    expect(lines()).to.deep.equal([
      `everspan: ${'x'.repeat(500)}… (WARN_EVERSPAN_REFUSED)`,
    ]);
  });
});

describe('say', () => {
  const lines = overhearing();

  afterEach(() => {
    delete process.env['EVERSPAN_LOG'];
  });

  it('is silent with EVERSPAN_LOG=off, and counts all the same', () => {
    process.env['EVERSPAN_LOG'] = 'off';
    warnOnce(REFUSED, 'unheard');
    say('unheard');
    expect(lines()).to.deep.equal([]);
    expect(warningCount(REFUSED)).to.equal(1);
  });

  it('speaks with any other EVERSPAN_LOG', () => {
    process.env['EVERSPAN_LOG'] = 'on';
    say('heard');
    expect(lines()).to.deep.equal(['everspan: heard']);
  });

  it('survives a closed or a full stderr', () => {
    for (const code of ['EPIPE', 'EAGAIN', 'EBADF']) {
      fs.writeSync = () => {
        throw Object.assign(new Error('write failed'), { code });
      };
      say('into the void');
    }
  });
});

describe('reportInternal', () => {
  const lines = overhearing();

  it('says where and why', () => {
    reportInternal('delivery', new Error('no memory'));
    expect(lines()).to.deep.equal([
      'everspan: delivery failed: no memory (WARN_EVERSPAN_INTERNAL)',
    ]);
  });

  it('survives whatever was thrown', () => {
    for (const thrown of HOSTILE) reportInternal('delivery', thrown);
    expect(warningCount('WARN_EVERSPAN_INTERNAL')).to.equal(HOSTILE.length);
  });
});

describe('reason', () => {
  it("is an error's message, or what was thrown", () => {
    expect(reason(new TypeError('bad key'))).to.equal('bad key');
    expect(reason('just text')).to.equal('"just text"');
    expect(reason(undefined)).to.equal('undefined');
    expect(reason({ message: 'no error' })).to.equal('an object');
  });

  it('is a text for whatever was thrown', () => {
    for (const thrown of HOSTILE) expect(reason(thrown)).to.be.a('string');
  });
});

const HOSTILE: readonly unknown[] = [
  Object.defineProperty(new Error(), 'message', {
    get: () => {
      throw new Error('not for you');
    },
  }),
  Object.assign(new Error(), { message: Symbol('text') }),
  Object.assign(new Error(), { message: { toString: null } }),
  new Proxy(
    {},
    {
      get: () => {
        throw new Error('not for you');
      },
      getPrototypeOf: () => {
        throw new Error('not for you');
      },
    },
  ),
  Symbol('text'),
  null,
];
