import { expect } from 'chai';
import { diagnose } from '../../../lib/cli/doctor/diagnosis';
import type { Facts } from '../../../lib/cli/doctor/facts';
import type { Finding } from '../../../lib/cli/doctor/finding';
import type { Answer } from '../../../lib/setup/trial';
import { proxyServerAt } from '../../../lib/delivery/proxy-server';
import { failure, response, trialOf, WELL } from './facts';

const PROXY: Facts['proxy'] = {
  kind: 'proxy',
  name: 'https_proxy',
  proxy: proxyServerAt('http://me:s3cret@proxy:3128'),
};

function oneOf(code: string, facts: Partial<Facts>): Finding | undefined {
  return diagnose({ ...WELL, ...facts }).find((each) => each.code === code);
}

/** All that is wrong, with that proxy in between. */
function wrongWith(answer: Answer, proxy = PROXY): readonly Finding[] {
  const all = diagnose({ ...WELL, proxy, trial: trialOf(answer) });
  return all.filter(({ level }) => level === 'wrong');
}

describe('diagnose, of a proxy', () => {
  it('says which one is used, and by which variable, but no password', () => {
    const { level, says } = oneOf('proxy', { proxy: PROXY }) ?? {};
    expect(level).to.equal('ok');
    expect(says).to.equal(
      'by the proxy http://proxy:3128 (https_proxy), with credentials: ***',
    );
  });

  it('says why one is not used', () => {
    const proxy = { kind: 'exempt', name: 'HTTP_PROXY' } as const;
    const listed = oneOf('no-proxy', { proxy: { ...proxy, by: 'NO_PROXY' } });
    expect(listed?.says).to.match(/HTTP_PROXY is set: NO_PROXY names it$/);
    const local = oneOf('no-proxy', { proxy: { ...proxy, by: 'loopback' } });
    expect(local?.says).to.match(/HTTP_PROXY is set: it is this machine$/);
  });

  it('says nothing where there is none', () => {
    expect(oneOf('proxy', {})).to.equal(undefined);
    expect(oneOf('no-proxy', {})).to.equal(undefined);
  });

  for (const [code, expected] of [
    ['HTTP 407', 'proxy-key'],
    ['HTTP 403', 'proxy-forbids'],
    ['HTTP 302', 'proxy-forbids'],
    ['HTTP 502', 'proxy-trouble'],
    ['ECONNREFUSED', 'proxy-refused'],
    ['ENOTFOUND', 'proxy-unknown'],
    ['EPROTO', 'proxy-plain'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'proxy-plain'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'proxy-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'proxy-untrusted'],
    ['CERT_HAS_EXPIRED', 'proxy-untrusted'],
    ['HPE_INVALID_CONSTANT', 'proxy-failed'],
    ['ECONNRESET', 'proxy-failed'],
  ] as const) {
    it(`blames it for its ${code}, and has a remedy`, () => {
      const [finding, ...others] = wrongWith(failure(code, 'proxy'));
      expect(others).to.deep.equal([]);
      expect(finding?.code).to.equal(expected);
      expect(finding?.says).to.include('http://proxy:3128').and.include(code);
      expect(finding?.says).to.not.include('s3cret');
      expect(finding?.remedy).to.not.equal(undefined);
    });
  }

  it('blames it for a 407, which no backend answers', () => {
    const [finding] = wrongWith(response(407));
    expect(finding?.code).to.equal('proxy-key');
    const [other] = wrongWith(response(407), { kind: 'none' });
    expect(other?.code).to.equal('refused');
  });

  it('does not blame it for what the backend does', () => {
    const [finding] = wrongWith(failure('ECONNREFUSED'));
    expect(finding?.code).to.equal('connection-refused');
    const [timeout] = wrongWith({ kind: 'timeout' });
    expect(timeout?.remedy).to.include('http://proxy:3128');
  });
});
