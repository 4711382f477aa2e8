import { expect } from 'chai';
import { diagnoseAnswer } from '../../../lib/cli/doctor/answer-diagnosis';
import type { EndpointFacts, Facts } from '../../../lib/cli/doctor/facts';
import type { Answer } from '../../../lib/setup/trial';
import { failure, response, trialOf, WELL } from './facts';

const TIMEOUT: Answer = { kind: 'timeout' };

function codes(answer: Answer, endpoint: Partial<EndpointFacts> = {}) {
  const facts = {
    ...WELL,
    trial: trialOf(answer),
    endpoint: { ...WELL.endpoint, ...endpoint },
  };
  const findings = diagnoseAnswer(facts);
  return findings
    .filter(({ level }) => level === 'wrong')
    .map(({ code }) => code);
}

function remedyFor(answer: Answer, more: Partial<Facts>): string | undefined {
  const findings = diagnoseAnswer({ ...WELL, ...more, trial: trialOf(answer) });
  return findings.find(({ level }) => level === 'wrong')?.remedy;
}

describe('diagnoseAnswer', () => {
  const statuses: readonly (readonly [number, string | undefined])[] = [
    [200, undefined],
    [202, undefined],
    [301, 'redirect'],
    [308, 'redirect'],
    [400, 'refused'],
    [401, 'key-refused'],
    [403, 'key-refused'],
    [404, 'path-unknown'],
    [405, 'path-unknown'],
    [413, 'refused'],
    [415, 'refused'],
    [429, 'backend-trouble'],
    [500, 'backend-trouble'],
    [503, 'backend-trouble'],
  ];
  for (const [status, code] of statuses) {
    it(`judges HTTP ${status}`, () => {
      expect(codes(response(status))).to.deep.equal(code ? [code] : []);
    });
  }

  const failures: readonly (readonly [string, string])[] = [
    ['ECONNREFUSED', 'connection-refused'],
    ['ENOTFOUND', 'name-unknown'],
    ['EAI_AGAIN', 'name-unknown'],
    ['EHOSTUNREACH', 'no-route'],
    ['ENETUNREACH', 'no-route'],
    ['ETIMEDOUT', 'no-route'],
    ['CERT_HAS_EXPIRED', 'tls-expired'],
    ['CERT_NOT_YET_VALID', 'tls-expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-wrong-host'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-untrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls-untrusted'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls-client'],
    ['EPROTO', 'tls-not-spoken'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-not-spoken'],
    ['HPE_INVALID_CONSTANT', 'not-http'],
    ['ECONNRESET', 'connection-lost'],
    ['EPIPE', 'connection-lost'],
    ['EWHATEVER', 'failure'],
  ];
  for (const [code, expected] of failures) {
    it(`judges ${code}`, () => {
      expect(codes(failure(code))).to.deep.equal([expected]);
    });
  }

  it('judges a timeout, and thinks of a proxy', () => {
    expect(codes(TIMEOUT)).to.deep.equal(['timeout']);
    expect(remedyFor(TIMEOUT, {})).to.not.include('proxy');
  });

  it('blames the port of gRPC for what a server of gRPC does', () => {
    const port = { port: 4317 };
    for (const code of ['HPE_INVALID_CONSTANT', 'ECONNRESET', 'ECONNREFUSED']) {
      expect(codes(failure(code), port)).to.deep.equal(['grpc-port']);
    }
    expect(codes(TIMEOUT, port)).to.deep.equal(['grpc-port']);
    expect(codes(failure('ENOTFOUND'), port)).to.deep.equal(['name-unknown']);
    expect(codes(response(200), port)).to.deep.equal([]);
  });

  it('blames a doubled path for an unknown one, and for nothing else', () => {
    const path = { path: '/otlp/v1/traces/v1/traces' };
    expect(codes(response(404), path)).to.deep.equal(['path-doubled']);
    expect(codes(response(401), path)).to.deep.equal([
      'path-doubled',
      'key-refused',
    ]);
    expect(codes(failure('ECONNREFUSED'), path)).to.deep.equal([
      'path-doubled',
      'connection-refused',
    ]);
    expect(codes(response(200), path)).to.deep.equal([]);
  });

  it('misses the path of an endpoint that is used as it stands', () => {
    expect(codes(response(404), { path: '/' })).to.deep.equal(['path-missing']);
  });

  it('asks for a key where none is set', () => {
    expect(remedyFor(response(401), {})).to.include(
      'OTEL_EXPORTER_OTLP_HEADERS',
    );
    const headers = { names: ['x-key'] };
    expect(remedyFor(response(401), { headers })).to.include('region');
  });

  it('knows a port of TLS by the words of who answers in plain HTTP', () => {
    const answerText = 'Client sent an HTTP request to an HTTPS server.';
    expect(remedyFor(response(400), { answerText })).to.include('https://');
  });

  it('compares clocks from a minute on, in both directions', () => {
    const date = (time: string) =>
      response(200, { date: `Fri, 02 Jan 2026 ${time} GMT` });
    expect(codes(date('03:04:05'))).to.deep.equal([]);
    expect(codes(date('03:05:05'))).to.deep.equal([]);
    expect(codes(date('03:05:06'))).to.deep.equal(['clock']);
    expect(codes(date('03:03:04'))).to.deep.equal(['clock']);
    expect(codes(response(200, { date: 'today' }))).to.deep.equal([]);
  });

  it('does not take a web page for an answer', () => {
    const page = response(200, { contentType: 'text/html; charset=utf-8' });
    expect(codes(page)).to.deep.equal(['web-page']);
  });
});
