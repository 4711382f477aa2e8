import { expect } from 'chai';
import type { InitOptions } from '../../lib/setup/options';
import {
  destinationFor,
  exitTimeoutMsFor,
  maxMemoryBytesFor,
} from '../../lib/setup/settings';
import { VERSION } from '../../lib/internal/version';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

type Variables = Readonly<Record<string, string>>;

const BASE = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const TRACES = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';

/** The endpoint that variables and options lead to. */
const ENDPOINTS: readonly [Variables, InitOptions, string][] = [
  [{}, {}, 'http://localhost:4318/v1/traces'],
  [{ [BASE]: 'http://h:4318' }, {}, 'http://h:4318/v1/traces'],
  [{ [BASE]: 'http://h:4318/' }, {}, 'http://h:4318/v1/traces'],
  [{ [BASE]: 'https://h/otlp/a' }, {}, 'https://h/otlp/a/v1/traces'],
  [{ [BASE]: 'https://h/otlp/a/' }, {}, 'https://h/otlp/a/v1/traces'],
  [{ [BASE]: ' http://h:1 ' }, {}, 'http://h:1/v1/traces'],
  [{ [BASE]: '' }, {}, 'http://localhost:4318/v1/traces'],
  [{ [TRACES]: 'http://h:1/custom' }, {}, 'http://h:1/custom'],
  [{ [TRACES]: 'http://h:1' }, {}, 'http://h:1/'],
  [{ [TRACES]: 'http://h:1/x/' }, {}, 'http://h:1/x/'],
  [{ [TRACES]: 'http://t:1/x', [BASE]: 'http://b:1' }, {}, 'http://t:1/x'],
  [{ [TRACES]: '', [BASE]: 'http://b:1' }, {}, 'http://b:1/v1/traces'],
  [{}, { endpoint: 'http://o:1' }, 'http://o:1/v1/traces'],
  [{}, { endpoint: 'http://o:1/pre/' }, 'http://o:1/pre/v1/traces'],
  [
    { [TRACES]: 'http://t:1/x' },
    { endpoint: 'http://o:1' },
    'http://o:1/v1/traces',
  ],
];

describe('destinationFor', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  for (const [variables, options, url] of ENDPOINTS) {
    const given = JSON.stringify({ ...variables, ...options });
    it(`sends to ${url}, given ${given}`, () => {
      setVariables(variables);
      expect(destinationFor(options).printable).to.equal(url);
      expect(lines()).to.deep.equal([]);
    });
  }

  it('keeps the query of an endpoint behind the path', () => {
    const { path } = destinationFor({ endpoint: 'http://h:1/a?key=1' });
    expect(path).to.equal('/a/v1/traces?key=1');
  });

  it('appends the path to a base URL that has it, and tells so once', () => {
    const endpoint = 'http://me:secret@h:1/v1/traces';
    const doubled = 'http://h:1/v1/traces/v1/traces';
    for (let nth = 0; nth < 2; nth += 1) {
      expect(destinationFor({ endpoint }).printable).to.equal(doubled);
    }
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('option "endpoint"');
    expect(lines()[0]).to.include('WARN_EVERSPAN_ENDPOINT');
    expect(lines()[0]).to.not.include('secret');
  });

  it('names the variable whose base URL has the path already', () => {
    setVariables({ [BASE]: 'http://h:1/v1/traces/' });
    destinationFor({});
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include(BASE);
  });

  it('has nothing against the path where the whole URL is asked for', () => {
    setVariables({ [TRACES]: 'http://h:1/v1/traces' });
    expect(destinationFor({}).path).to.equal('/v1/traces');
    expect(lines()).to.deep.equal([]);
  });

  it('warns of an endpoint it cannot use, without repeating it', () => {
    setVariables({ [TRACES]: 'secret.example.com:4318', [BASE]: 'http://b:1' });
    expect(destinationFor({}).printable).to.equal('http://b:1/v1/traces');
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include(TRACES).and.not.include('secret');
  });

  it('survives an endpoint with userinfo that is badly encoded', () => {
    setVariables({ [BASE]: 'http://100%:5%@h:1' });
    expect(destinationFor({}).headers).to.have.property('authorization');
  });

  it('puts the headers of variables and options together', () => {
    setVariables({
      OTEL_EXPORTER_OTLP_HEADERS: 'a=base, b=base%20b ,c=base,=x,novalue,d=',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'b=traces,c=traces',
    });
    const { headers } = destinationFor({ headers: { C: 'option' } });
    expect(headers).to.deep.equal({
      'user-agent': `everspan/${VERSION} (OTLP exporter; Node.js)`,
      a: 'base',
      b: 'traces',
      c: 'option',
      'content-type': 'application/x-protobuf',
    });
  });

  it('warns of headers that HTTP cannot carry, and sends the others', () => {
    setVariables({ OTEL_EXPORTER_OTLP_HEADERS: 'a=1,b b=2,c=line%0Abreak' });
    const { headers } = destinationFor({});
    expect(headers).to.include({ a: '1' });
    expect(headers).to.not.have.any.keys('b b', 'c');
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('OTEL_EXPORTER_OTLP_HEADERS');
  });

  it('compresses as variables and options say', () => {
    const cases: readonly [Variables, InitOptions, boolean][] = [
      [{}, {}, false],
      [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }, {}, true],
      [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'none' }, {}, false],
      [{ OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip' }, {}, true],
      [
        {
          OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
          OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'none',
        },
        { compression: 'gzip' },
        true,
      ],
      [{}, { compression: 'none' }, false],
    ];
    for (const [variables, options, gzip] of cases) {
      process.env = {};
      setVariables(variables);
      expect(destinationFor(options).gzip).to.equal(gzip);
    }
    expect(lines()).to.deep.equal([]);
  });

  it('takes the timeout of the variables', () => {
    const [own, shared] = [
      'OTEL_EXPORTER_OTLP_TRACES_TIMEOUT',
      'OTEL_EXPORTER_OTLP_TIMEOUT',
    ];
    expect(destinationFor({}).timeoutMs).to.equal(10_000);
    setVariables({ [shared]: '7000' });
    expect(destinationFor({}).timeoutMs).to.equal(7_000);
    setVariables({ [own]: '3000' });
    expect(destinationFor({}).timeoutMs).to.equal(3_000);
    setVariables({ [own]: 'soon', [shared]: '0' });
    expect(destinationFor({}).timeoutMs).to.equal(10_000);
    expect(lines()).to.have.lengthOf(2);
  });

  it('names the variable at fault, each once', () => {
    setVariables({
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'br',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    });
    for (let n = 0; n < 2; n += 1) {
      expect(destinationFor({})).to.include({ gzip: false });
    }
    expect(lines()).to.have.lengthOf(2);
    expect(lines()[0]).to.include('OTEL_EXPORTER_OTLP_PROTOCOL: "grpc"');
    expect(lines()[1]).to.include('OTEL_EXPORTER_OTLP_TRACES_COMPRESSION');
  });

  it('speaks http/protobuf, and takes no warning to say so', () => {
    setVariables({ OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf' });
    destinationFor({});
    expect(lines()).to.deep.equal([]);
  });
});

describe('exitTimeoutMsFor and maxMemoryBytesFor', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  it('take the option, else the variable, else the default', () => {
    expect(exitTimeoutMsFor({})).to.equal(1_000);
    expect(maxMemoryBytesFor({})).to.equal(33_554_432);
    setVariables({ EVERSPAN_EXIT_TIMEOUT_MS: '0' });
    expect(exitTimeoutMsFor({})).to.equal(0);
    expect(exitTimeoutMsFor({ exitTimeoutMs: 5 })).to.equal(5);
    expect(maxMemoryBytesFor({ maxMemoryBytes: 70_000 })).to.equal(70_000);
  });

  it('warn of a number that is none', () => {
    for (const text of ['-1', '1.5', '1s', 'NaN', '1e400']) {
      setVariables({ EVERSPAN_EXIT_TIMEOUT_MS: text });
      expect(exitTimeoutMsFor({}), text).to.equal(1_000);
    }
    expect(lines()).to.have.lengthOf(1);
  });
});
