import { expect } from 'chai';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { runInNewContext } from 'node:vm';
import {
  checkOptions,
  httpUrl,
  isSendableHeader,
} from '../../lib/setup/options';

const PROCESSOR = {
  onStart: () => undefined,
  onEnd: () => undefined,
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};
const EXPORTER = { export: () => undefined, shutdown: () => Promise.resolve() };
const SECRET = 'sk-live-7';

/** For each option: values that are taken, and values that are not. */
const VALUES: Readonly<
  Record<string, { good: readonly unknown[]; bad: readonly unknown[] }>
> = {
  serviceName: { good: ['orders'], bad: ['', '  ', 7, null, {}] },
  serviceVersion: { good: ['1.0.0'], bad: ['', 1, null] },
  resource: {
    good: [{}, { 'host.name': 'here' }],
    bad: [[], 'a=b', null, new Map(), { a: {} }, { a: [1, 'x'] }],
  },
  endpoint: {
    good: ['http://localhost:4318', 'https://h/otlp/', 'http://u:p@h?x=1'],
    bad: ['localhost:4318', 'ftp://h', '', '/v1', 7, null, new URL('http://h')],
  },
  headers: {
    good: [{}, { 'x-key': 'ä', empty: '' }],
    bad: [
      [],
      'x=1',
      null,
      new Map([['x', '1']]),
      new Headers({ x: '1' }),
      { 'bad name': '1' },
      { x: 'line\nbreak' },
      { x: '✓' },
      { x: 7 },
      { x: undefined },
      { '': '1' },
    ],
  },
  compression: { good: ['gzip', 'none'], bad: ['br', '', true, null] },
  tls: {
    good: [
      {},
      { ca: 'pem', cert: Buffer.from('pem'), key: 'pem', passphrase: 'x' },
      { ca: ['one', Buffer.from('two')] },
      { servername: 'h', rejectUnauthorized: false },
    ],
    bad: [
      true,
      [],
      { ca: 7 },
      { ca: ['one', 7] },
      { key: {} },
      { passphrase: '' },
      { servername: 7 },
      { rejectUnauthorized: 'no' },
      { pfx: 'x' },
    ],
  },
  sampling: {
    good: [{}, { ratio: 0 }, { ratio: 1, keepFailures: false }],
    bad: [
      0.5,
      { ratio: 1.1 },
      { ratio: -1 },
      { ratio: NaN },
      { ratio: '1' },
      { keepFailures: 1 },
      { rate: 1 },
    ],
  },
  maxMemoryBytes: {
    good: [65_536, 1e9],
    bad: [65_535, 1.5, Infinity, '32 MB', null, -1],
  },
  exitTimeoutMs: {
    good: [0, 1_000, 600_000],
    bad: [-1, 0.5, 600_001, NaN, '1000', null],
  },
  dialects: {
    good: [[], ['openllmetry'], ['openinference', 'gen_ai']],
    bad: ['gen_ai', true, null, {}, ['genai'], ['openllmetry', 7]],
  },
  hooks: {
    good: [{}, { onStart: () => undefined, onFailure: undefined }],
    bad: [
      true,
      [],
      null,
      () => undefined,
      { onStart: true },
      { onSuccess: 'log' },
      { onFailure: {} },
      { onFailure: class Handler {} },
      { onEnd: () => undefined },
    ],
  },
  redact: {
    good: [
      {},
      { keys: [], patterns: [], personal: false },
      {
        keys: ['patient', /^x-/g],
        patterns: [/P-\d+/y],
        with: (v: string) => v,
      },
      { patterns: [runInNewContext('/a/')] },
    ],
    bad: [
      true,
      ['password'],
      { keys: 'patient' },
      { keys: [''] },
      { keys: [7] },
      { patterns: /a/ },
      { patterns: ['a'] },
      { patterns: [null] },
      { personal: 'yes' },
      { with: 'hide' },
      { with: class Hider {} },
      { values: [] },
    ],
  },
  capture: {
    good: [
      true,
      false,
      {},
      { input: false, output: true },
      { maxBytes: 256, maxDepth: 1 },
      { maxBytes: 1_048_576, maxDepth: 100 },
      { input: undefined },
    ],
    bad: [
      'on',
      1,
      null,
      [],
      () => true,
      { input: 'yes' },
      { output: 1 },
      { maxBytes: 255 },
      { maxBytes: 1_048_577 },
      { maxBytes: '8 kB' },
      { maxDepth: 0 },
      { maxDepth: 1.5 },
      { depth: 6 },
    ],
  },
  processors: {
    good: [[], [PROCESSOR]],
    bad: [PROCESSOR, [{}], [null], [{ onStart: 1 }], 'x'],
  },
  exporter: { good: [EXPORTER], bad: [{}, null, 'otlp', () => EXPORTER] },
};

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
  for (const [name, { good, bad }] of Object.entries(VALUES)) {
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

describe('httpUrl', () => {
  it('says what a URL has to be', () => {
    expect(httpUrl('https://host')).to.equal(undefined);
    expect(httpUrl('host')).to.include('http://localhost:4318');
  });
});

describe('isSendableHeader', () => {
  it('agrees with Node, which throws in the middle of a send', () => {
    const chars = Array.from({ length: 300 }, (_, code) =>
      String.fromCharCode(code),
    );
    for (const char of chars) {
      const name = isThrowing(() => validateHeaderName(`a${char}`));
      const value = isThrowing(() => validateHeaderValue('a', `a${char}`));
      expect(isSendableHeader(`a${char}`, ''), `name ${char}`).to.equal(!name);
      expect(isSendableHeader('a', `a${char}`), char).to.equal(!value);
    }
  });
});

function isThrowing(fn: () => void): boolean {
  try {
    fn();
    return false;
  } catch {
    return true;
  }
}
