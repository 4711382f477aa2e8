import { expect } from 'chai';
import { resetWarnings, warningCount } from '../../../lib/internal/diag';
import { createRedactor, HIDDEN } from '../../../lib/span/redaction/redact';

describe('createRedactor', () => {
  it('hides own keys in any spelling, wherever their words stand', () => {
    const redactor = createRedactor({ keys: ['patientName', 'mrn', '密码'] });
    for (const key of [
      'patientName',
      'patient_name',
      'PATIENT-NAME',
      'the.patient.name.2',
      'MRN',
      'mrn_length',
      '密码',
    ]) {
      expect(redactor.hidesKey(key), key).to.equal(true);
    }
    for (const key of ['patient', 'name', 'mrns', 'impatientName', '']) {
      expect(redactor.hidesKey(key), key).to.equal(false);
    }
    expect(redactor.text('mrn=7; a=1')).to.equal('mrn=[redacted]; a=1');
  });

  it('takes the characters of a pattern in an own key as they are', () => {
    for (const key of ['.*', '---', '(', '[a', '$']) {
      const redactor = createRedactor({ keys: [key] });
      expect(redactor.hidesKey(key), key).to.equal(true);
      expect(redactor.hidesKey('order'), key).to.equal(false);
    }
  });

  it('asks a pattern about the whole key, whatever its state', () => {
    for (const flags of ['', 'g', 'y', 'gy', 'i']) {
      const own = new RegExp('^x-internal-', flags);
      own.lastIndex = 5;
      const { hidesKey } = unbound(createRedactor({ keys: [own] }));
      expect(hidesKey('x-internal-a'), flags).to.equal(true);
      expect(hidesKey('x-internal-b'), flags).to.equal(true);
      expect(hidesKey('x-external'), flags).to.equal(false);
      expect(own.lastIndex).to.equal(5);
    }
  });

  it('hides every match of own patterns, whatever their flags and state', () => {
    for (const flags of ['', 'g', 'y', 'gy', 'u']) {
      const own = new RegExp('P-\\d+', flags);
      own.lastIndex = 3;
      const { text } = unbound(createRedactor({ patterns: [own] }));
      const hidden = 'a [redacted], b [redacted]';
      expect(text('a P-1, b P-22'), flags).to.equal(hidden);
      expect(text('a P-1, b P-22'), flags).to.equal(hidden);
      expect(own.lastIndex).to.equal(3);
    }
  });

  it('hides matches in short texts, and none where a pattern matches nothing', () => {
    const { text } = unbound(createRedactor({ patterns: [/x*/, /é/iu] }));
    expect(text('axb É')).to.equal('a[redacted]b [redacted]');
    expect(text('ab')).to.equal('ab');
  });

  it('asks `with` last, with what is left and the key', () => {
    const asked: unknown[] = [];
    const { text } = unbound(
      createRedactor({
        with: (value, key) => {
          asked.push([value, key]);
          return value.toUpperCase();
        },
      }),
    );
    expect(text('password=x', 'note')).to.equal('PASSWORD=[REDACTED]');
    expect(text('a')).to.equal('A');
    expect(asked).to.deep.equal([
      ['password=[redacted]', 'note'],
      ['a', ''],
    ]);
  });

  describe('where `with` fails', () => {
    beforeEach(() => {
      process.env['EVERSPAN_LOG'] = 'off';
      resetWarnings();
    });
    afterEach(() => {
      delete process.env['EVERSPAN_LOG'];
      resetWarnings();
    });

    it('hides the text whole, and counts it', () => {
      const answers = [undefined, null, 7, {}, Promise.resolve('a')];
      const failing = [
        ...answers.map((answer) => () => answer),
        () => {
          throw new Error('no');
        },
        () => {
          throw undefined;
        },
      ];
      for (const each of failing) {
        const redactor = createRedactor({ with: each as () => string });
        expect(redactor.text('shown')).to.equal(HIDDEN);
      }
      expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(failing.length);
    });

    it('does not ask it about what it records itself', () => {
      let depth = 0;
      const redactor = createRedactor({
        with: (value) => {
          depth += 1;
          expect(redactor.text(`again ${value}`)).to.equal(HIDDEN);
          return `${value} ${String(depth)}`;
        },
      });
      expect(redactor.text('a')).to.equal('a 1');
      expect(redactor.text('a')).to.equal('a 2');
    });
  });

  it('decides rightly about more keys than it remembers', () => {
    const redactor = createRedactor();
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 6_000; n += 1) {
        const key = `key${String(n)}`;
        expect(redactor.hidesKey(key)).to.equal(false);
        expect(redactor.hidesKey(`${key}Password`)).to.equal(true);
      }
    }
  });
});

/** As plain functions. */
function unbound(redactor: ReturnType<typeof createRedactor>): {
  hidesKey: (key: string) => boolean;
  text: (value: string, key?: string) => string;
} {
  return {
    hidesKey: (key) => redactor.hidesKey(key),
    text: (value, key) => redactor.text(value, key),
  };
}
