import { expect } from 'chai';
import { checkOptions } from '../../lib/setup/check-options';
import { OPTION_VALUES } from './option-values';

const SECRET = 'sk-live-7';

function problemOf(options: unknown): { code?: string; message: string } {
  try {
    checkOptions(options);
  } catch (error) {
    expect(error).to.be.instanceOf(TypeError);
    return error as TypeError & { code: string };
  }
  return { message: '' };
}

describe('checkOptions', () => {
  for (const [name, { good, bad }] of Object.entries(OPTION_VALUES)) {
    it(`checks "${name}"`, () => {
      for (const value of [undefined, ...good]) {
        expect(problemOf({ [name]: value }).message).to.equal('');
      }
      for (const value of bad) {
        const { code, message } = problemOf({ [name]: value });
        expect(code, String(value)).to.equal('ERR_EVERSPAN_INIT_OPTION');
        expect(message).to.match(new RegExp(`option "${name}["\\.]`));
      }
    });
  }

  it('names an option that there is not, and those that there are', () => {
    const { message } = problemOf({ servicename: 'orders' });
    expect(message).to.include('"servicename"').and.include('serviceName');
    expect(problemOf({ toString: 1 }).message).to.include('"toString"');
    expect(problemOf({ tls: { pfx: 1 } }).message).to.include('"tls.pfx"');
  });

  it('takes nothing but a plain object', () => {
    for (const options of [null, 7, 'orders', [], () => undefined]) {
      expect(problemOf(options).code).to.equal('ERR_EVERSPAN_INIT_OPTION');
    }
  });

  it('refuses what throws when it is read', () => {
    const hostile = Object.defineProperty({}, 'ratio', {
      enumerable: true,
      get: () => {
        throw new Error(SECRET);
      },
    });
    for (const options of [hostile, { sampling: hostile }]) {
      const { code, message } = problemOf(options);
      expect(code).to.equal('ERR_EVERSPAN_INIT_OPTION');
      expect(message).to.include('threw').and.not.include(SECRET);
    }
  });

  it('says what was expected and what was received', () => {
    expect(problemOf({ exitTimeoutMs: '1000' }).message).to.equal(
      'ERR_EVERSPAN_INIT_OPTION: option "exitTimeoutMs": expected a whole ' +
        'number from 0 to 600000, received "1000"',
    );
  });

  it('repeats nothing that may be secret', () => {
    const secrets: readonly object[] = [
      { headers: { authorization: `${SECRET}\n` } },
      { headers: `authorization=${SECRET}` },
      { tls: SECRET },
      { tls: { key: [SECRET] } },
      { tls: { passphrase: [SECRET] } },
      { redact: { patterns: [SECRET] } },
      { endpoint: `ftp://user:${SECRET}@host` },
      { endpoint: `host:4318?token=${SECRET}` },
    ];
    for (const options of secrets) {
      const { code, message } = problemOf(options);
      expect(code).to.equal('ERR_EVERSPAN_INIT_OPTION');
      expect(message).to.not.include(SECRET);
    }
  });
});
