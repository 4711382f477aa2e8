import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { SPANS_PER_DEATH, type Death } from '../deaths/deaths';
import { dieAmid, dieSupervised } from '../deaths/die';
import { expectedFates, fatesOf } from '../deaths/fates';
import { ownLines } from '../support/host-view';
import { SOME_DEATHS, variablesOf, type Host } from './host';

const HOSTS: Readonly<Record<string, Host>> = {
  'a provider of its own': { sdk: 'provider' },
  'a resource that is detected late': { sdk: 'provider', detector: 'late' },
  'a resource that is never detected': { sdk: 'provider', detector: 'hangs' },
};

/** Dies with everspan's processor in the host's provider. */
function dieIn(host: Host, death: Death): ReturnType<typeof dieAmid> {
  return dieAmid('ok', death, process.execPath, variablesOf(host));
}

describe('processor, in a program that dies', () => {
  for (const [name, host] of Object.entries(HOSTS)) {
    for (const death of SOME_DEATHS) {
      it(`by ${death.name}, with ${name}`, async () => {
        const { end, inTime, inTheEnd, isEstateSettled } = await dieIn(
          host,
          death,
        );
        expect({ code: end.code, signal: end.signal }).to.deep.equal({
          code: death.code,
          signal: death.endsBy ?? null,
        });
        expect(ownLines(end)).to.deep.equal([]);
        expect(fatesOf(inTheEnd)).to.deep.equal(expectedFates(death));
        const isKilled = death.endsBy === 'SIGKILL';
        if (!isKilled) expect(inTime).to.have.lengthOf(SPANS_PER_DEATH);
        expect(isEstateSettled).to.equal(true);
      });
    }
  }

  it('is sent by the supervisor what SIGKILL left', async () => {
    // The children of a process are looked up where Linux has them.
    if (!existsSync('/proc/self/task')) return;
    const [death] = SOME_DEATHS.filter(({ name }) => name === 'SIGKILL');
    const host = variablesOf({ sdk: 'provider', detector: 'hangs' });
    const outcome = death && (await dieSupervised(death, undefined, host));
    expect(outcome?.inTime).to.have.lengthOf(SPANS_PER_DEATH);
  });

  it('tells all of a resource that is detected while it lives', async () => {
    const host: Host = { sdk: 'provider', detector: 'late' };
    const [naturalEnd] = SOME_DEATHS.filter(({ code }) => code === 0);
    const outcome = naturalEnd && (await dieIn(host, naturalEnd));
    const hosts = outcome?.inTime.map(
      ({ resource }) => resource.attributes['host.id'],
    );
    expect(hosts).to.deep.equal(Array(SPANS_PER_DEATH).fill('h-1'));
  });
});
