import { expect } from 'chai';
import { BROKEN, WELL } from '../cli/doctor/setups';
import { visit, type Seen } from '../cli/doctor/visit';
import { read } from './samples';

const PAGE = 'docs/doctor.md';
const SHOWN = /^### (.+)\n\n```console\n\$ everspan doctor\n([\s\S]*?)```$/gm;

/** What the doctor said, as it would be said at a reader's. */
function asAtHome({ stdout, port, journal }: Seen): string {
  const usual = stdout.includes('by the proxy') ? 3128 : 4318;
  return stdout
    .replaceAll(journal, '/home/me/.local/state/everspan')
    .replaceAll(`:${port}`, `:${usual}`)
    .replace(/(?<=^ok {5}node )\S+/m, '22.15.0')
    .replace(/(?<=trace )[0-9a-f]{32}/, '4bf92f3577b34da6a3ce929d0e0e4736')
    .replace(/(?<=clock here is )\d+/, '86400');
}

describe('the page on the doctor', () => {
  const shown = [...read(PAGE).matchAll(SHOWN)];
  const setups = [WELL, ...BROKEN];

  it('shows more than eight set-ups', () => {
    expect(shown.length).to.be.greaterThan(8);
  });

  for (const [, name, text] of shown) {
    it(`prints what the doctor says: ${name}`, async () => {
      const setup = setups.find(
        (each) => each.name.toLowerCase() === name?.toLowerCase(),
      );
      expect(setup, 'no such set-up').to.not.equal(undefined);
      expect(asAtHome(await visit(setup ?? WELL))).to.equal(text);
    });
  }
});
