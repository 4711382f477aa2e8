import { expect } from 'chai';
import { verdictOf, type Answer } from '../../lib/delivery/verdict';

const NOW = Date.parse('2026-11-20T12:00:00Z');

type Response = Extract<Answer, { kind: 'response' }>;

function response(fields: Partial<Response>): Response {
  return {
    kind: 'response',
    status: 200,
    contentType: 'application/x-protobuf',
    retryAfter: '',
    body: new Uint8Array(),
    ...fields,
  };
}

function verdictOfStatus(status: number): string {
  return verdictOf(response({ status }), NOW).kind;
}

function verdictOfCode(code: string): string {
  return verdictOf({ kind: 'failure', code, message: 'x' }, NOW).kind;
}

function verdictOfProxy(code: string) {
  return verdictOf({ kind: 'failure', code, message: 'x', by: 'proxy' }, NOW);
}

function waitFor(retryAfter: string): number | undefined {
  const verdict = verdictOf(response({ status: 503, retryAfter }), NOW);
  return verdict.kind === 'retry' ? verdict.afterMs : NaN;
}

const STATUSES = {
  taken: [200, 202, 204, 299],
  bisect: [400, 413],
  destination: [
    100, 301, 302, 307, 308, 401, 402, 403, 404, 405, 409, 415, 422, 0,
  ],
  retry: [408, 429, 500, 502, 503, 504, 599],
};

const CODES = {
  destination: [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_HAS_EXPIRED',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_EXCEEDED',
    'CRL_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'EPROTO',
  ],
  retry: [
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'HPE_INVALID_CONSTANT',
    'Error',
  ],
};

describe('verdictOf', () => {
  for (const [kind, statuses] of Object.entries(STATUSES)) {
    it(`says ${kind} for ${statuses.join(', ')}`, () => {
      const verdicts = statuses.map(verdictOfStatus);
      expect(verdicts).to.deep.equal(statuses.map(() => kind));
    });
  }

  for (const [kind, codes] of Object.entries(CODES)) {
    it(`says ${kind} for the failures ${codes.join(', ')}`, () => {
      const verdicts = codes.map(verdictOfCode);
      expect(verdicts).to.deep.equal(codes.map(() => kind));
    });
  }

  it('says retry for a timeout', () => {
    expect(verdictOf({ kind: 'timeout' }, NOW)).to.deep.equal({
      kind: 'retry',
      why: 'timeout',
      afterMs: undefined,
    });
  });

  it('keeps all when a proxy opens no tunnel, and asks again soon if it may', () => {
    for (const status of [400, 403, 407, 413, 302]) {
      const why = `proxy: HTTP ${status}`;
      const verdict = { kind: 'destination', why };
      expect(verdictOfProxy(`HTTP ${status}`)).to.deep.equal(verdict);
    }
    for (const code of ['HTTP 429', 'HTTP 502', 'HTTP 504', 'ECONNREFUSED']) {
      const verdict = { kind: 'retry', why: `proxy: ${code}` };
      expect(verdictOfProxy(code)).to.include(verdict);
    }
    expect(verdictOfProxy('CERT_HAS_EXPIRED').kind).to.equal('destination');
  });

  it('names the status or the code that led to it', () => {
    const failure = { kind: 'failure', code: 'EPIPE', message: '' } as const;
    expect(verdictOf(response({ status: 503 }), NOW).why).to.equal('HTTP 503');
    expect(verdictOf(failure, NOW).why).to.equal('EPIPE');
  });
});

describe('verdictOf, of Retry-After', () => {
  it('reads seconds', () => {
    expect(waitFor('0')).to.equal(0);
    expect(waitFor('2')).to.equal(2_000);
  });

  it('reads an HTTP date', () => {
    expect(waitFor('Fri, 20 Nov 2026 12:00:30 GMT')).to.equal(30_000);
  });

  it('takes a past date for now', () => {
    expect(waitFor('Fri, 20 Nov 2026 11:59:00 GMT')).to.equal(0);
  });

  it('leaves the wait to us when it is absent or garbage', () => {
    for (const text of [
      '',
      'garbage',
      'Infinity',
      '-5',
      'soon 5',
      '1;2',
      'a:b',
    ]) {
      expect(waitFor(text), text).to.equal(undefined);
    }
  });
});
