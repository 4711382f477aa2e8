/** What each option of `init` can be given, and what it refuses. */
import { runInNewContext } from 'node:vm';

const PROCESSOR = {
  onStart: () => undefined,
  onEnd: () => undefined,
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};
const EXPORTER = { export: () => undefined, shutdown: () => Promise.resolve() };
/** For each option: values that are taken, and values that are not. */
export const OPTION_VALUES: Readonly<
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
