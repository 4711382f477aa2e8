import { expect } from 'chai';
import { diagnoseExit } from '../../../lib/cli/doctor/exit-diagnosis';
import type { Facts } from '../../../lib/cli/doctor/facts';
import type { Finding } from '../../../lib/cli/doctor/finding';
import { atExit, failure, response, trialOf, WELL } from './facts';

function finding(facts: Partial<Facts>): Finding | undefined {
  const findings = diagnoseExit({ ...WELL, ...facts });
  expect(findings.length).to.be.at.most(1);
  return findings[0];
}

const UNTRUSTED = failure('UNABLE_TO_VERIFY_LEAF_SIGNATURE');

describe('diagnoseExit', () => {
  it('finds all well where the span is taken in both ways', () => {
    expect(finding({})).to.deep.equal({
      level: 'ok',
      code: 'exit',
      says: 'the test span was taken as at the end of a process, too',
    });
  });

  for (const [what, answer, code] of [
    ['a certificate', UNTRUSTED, 'exit-tls-untrusted'],
    ['a key', response(401), 'exit-key-refused'],
    ['the route', failure('ECONNREFUSED'), 'exit-connection-refused'],
    ['no answer in time', { kind: 'timeout' }, 'exit-timeout'],
  ] as const) {
    it(`says what stops spans at the end alone: ${what}`, () => {
      const found = finding({ trialAtExit: atExit(answer) });
      expect(found).to.include({ level: 'wrong', code });
      expect(found?.says).to.match(/^at the end of a process .*only before: /);
    });
  }

  it('says how long the end waited in vain', () => {
    const found = finding({ trialAtExit: atExit({ kind: 'timeout' }) });
    expect(found?.says).to.include('no answer within 1000 ms');
    expect(found?.remedy).to.match(/^set EVERSPAN_EXIT_TIMEOUT_MS higher/);
  });

  it('says of a proxy what it says of it before the end', () => {
    const hop = { printable: 'http://proxy:3128', headers: {} };
    const proxy = { kind: 'proxy', name: 'HTTP_PROXY', proxy: hop } as never;
    const trialAtExit = atExit(failure('ECONNREFUSED', 'proxy'));
    const found = finding({ proxy, trialAtExit });
    expect(found?.code).to.equal('exit-proxy-refused');
  });

  it('repeats nothing where both fail', () => {
    const trial = trialOf(UNTRUSTED);
    expect(finding({ trial, trialAtExit: atExit(UNTRUSTED) })).to.equal(
      undefined,
    );
  });

  it('notes where only the end gets through', () => {
    const found = finding({ trial: trialOf(UNTRUSTED) });
    expect(found).to.include({ level: 'note', code: 'exit-only' });
  });

  it('says that a host lets no thread be started', () => {
    const why = 'ERR_ACCESS_DENIED';
    const found = finding({ trialAtExit: { kind: 'refused', why } });
    expect(found).to.include({ level: 'wrong', code: 'exit-refused' });
    expect(found?.says).to.include(why);
  });

  it('notes that nothing is to be sent at the end', () => {
    const found = finding({ trialAtExit: { kind: 'off' } });
    expect(found).to.include({ level: 'note', code: 'exit-off' });
  });
});
