import { expect } from 'chai';
import {
  claimedName,
  decodeOwner,
  encodeOwner,
  fileName,
  journalName,
  parseName,
  unclaimedName,
} from '../../lib/journal/name';
import { thisOwner, type Owner } from '../../lib/journal/owner';

const OWNER: Owner = { ...thisOwner(), pid: 4_194_304, thread: 3 };
const JOURNAL = journalName(OWNER, '0a1b2c3d4e5f');
const DIED_MS = 1_795_000_000_250;

describe('the name of a journal file', () => {
  it('says whose generation it is', () => {
    const name = fileName(JOURNAL, 12);
    expect(parseName(name)).to.deep.equal({
      journal: JOURNAL,
      generation: 12,
      claimer: undefined,
      diedMs: undefined,
    });
  });

  it('says who has claimed it and when its process died, and is what it was when given back', () => {
    const name = fileName(JOURNAL, 1);
    const claimed = claimedName(name, OWNER, DIED_MS);
    const { claimer = '', diedMs } = parseName(claimed) ?? {};
    expect(diedMs).to.equal(DIED_MS);
    expect(decodeOwner(claimer)).to.deep.equal(OWNER);
    expect(unclaimedName(claimed)).to.equal(name);
    expect(unclaimedName(name)).to.equal(name);
  });

  it('names the last claimer only', () => {
    const first = claimedName(fileName(JOURNAL, 1), OWNER, DIED_MS);
    const second = claimedName(first, { ...OWNER, pid: 7 }, DIED_MS);
    expect(decodeOwner(parseName(second)?.claimer ?? '')?.pid).to.equal(7);
  });

  it('is short enough for a file system', () => {
    const name = claimedName(fileName(JOURNAL, 999_999), OWNER, DIED_MS);
    expect(name.length).to.be.at.most(255);
  });

  it('is no name of ours with another format, or anything else', () => {
    const name = fileName(JOURNAL, 1);
    const others = [
      name.replace('everspan1', 'everspan2'),
      name.replace('everspan1', 'everspan10'),
      `${name}.tmp`,
      `a${name}`,
      'secret',
      '',
    ];
    for (const other of others) expect(parseName(other)).to.equal(undefined);
  });
});

describe('decodeOwner', () => {
  it('gives nothing for what is no owner', () => {
    const texts = ['', 'x', '!', encode('{}'), encode('[1,2]'), encode('null')];
    for (const text of texts) expect(decodeOwner(text)).to.equal(undefined);
    expect(decodeOwner(encodeOwner(OWNER))).to.deep.equal(OWNER);
  });
});

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
