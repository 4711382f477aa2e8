import { expect } from 'chai';
import type { LookupAddress } from 'node:dns';
import { AddressBook } from '../../lib/delivery/address-book';
import type { Find } from '../../lib/delivery/name-server';

const FOUR = { address: '192.0.2.7', family: 4 };
const SIX = { address: '2001:db8::7', family: 6 };
const MOVED = { address: '192.0.2.8', family: 4 };
const MINUTE_MS = 60_000;

/** An address book with a name service and a clock set by hand. */
class Trial {
  nowMs = 1_000;
  /** What the name service knows; nothing is an error. */
  found: LookupAddress[] = [FOUR, SIX];
  asked = 0;
  readonly #find: Find = (_hostname, _options, callback) => {
    this.asked += 1;
    const { found } = this;
    const error = Object.assign(new Error('no such host'), {
      code: 'ENOTFOUND',
    });
    setImmediate(() => {
      callback(found.length > 0 ? null : error, found);
    });
  };
  readonly book: AddressBook;

  constructor(hostname = 'otlp.example.com') {
    this.book = new AddressBook(hostname, this.#find, () => this.nowMs);
  }

  /** What `net.connect` is told: an error's code, all addresses, or one. */
  lookup(all: boolean): Promise<unknown> {
    return new Promise((resolve) => {
      const { book } = this;
      book.lookup('otlp.example.com', { all }, (error, address, family) => {
        resolve(error?.code ?? (all ? address : [address, family]));
      });
    });
  }

  async learn(): Promise<void> {
    this.book.refresh();
    await new Promise(setImmediate);
  }
}

describe('AddressBook', () => {
  it('knows localhost and literal addresses without asking', async () => {
    for (const hostname of ['localhost', '127.0.0.1', '::1']) {
      const trial = new Trial(hostname);
      await trial.learn();
      trial.book.distrust();
      trial.nowMs += 100 * MINUTE_MS;
      await trial.learn();
      expect(await trial.lookup(true)).to.have.lengthOf.above(0);
      expect(trial.asked, hostname).to.equal(0);
    }
  });

  it('knows nothing of a name before the first answer', async () => {
    const trial = new Trial();
    expect(trial.book.addresses).to.deep.equal([]);
    await trial.learn();
    expect(trial.book.addresses).to.deep.equal([FOUR, SIX]);
  });

  it('answers with all addresses, or with the first one', async () => {
    const trial = new Trial();
    await trial.learn();
    expect(await trial.lookup(true)).to.deep.equal([FOUR, SIX]);
    expect(await trial.lookup(false)).to.deep.equal([FOUR.address, 4]);
    expect(trial.asked).to.equal(1);
  });

  it('asks when it is first needed, and remembers', async () => {
    const trial = new Trial();
    expect(await trial.lookup(true)).to.deep.equal([FOUR, SIX]);
    expect(await trial.lookup(false)).to.deep.equal([FOUR.address, 4]);
    expect(trial.asked).to.equal(1);
  });

  it('asks again after a minute, and not before', async () => {
    const trial = new Trial();
    await trial.learn();
    trial.found = [MOVED];
    trial.nowMs += MINUTE_MS;
    expect(await trial.lookup(true)).to.deep.equal([FOUR, SIX]);
    trial.nowMs += 1;
    expect(await trial.lookup(true)).to.deep.equal([MOVED]);
    expect(trial.book.addresses).to.deep.equal([MOVED]);
  });

  it('asks again for addresses that did not answer', async () => {
    const trial = new Trial();
    await trial.learn();
    trial.found = [MOVED];
    trial.book.distrust();
    expect(await trial.lookup(false)).to.deep.equal([MOVED.address, 4]);
    expect(trial.asked).to.equal(2);
  });

  it('distrusts nothing before it has learned something', async () => {
    const trial = new Trial();
    trial.book.distrust();
    expect(await trial.lookup(true)).to.deep.equal([FOUR, SIX]);
    expect(await trial.lookup(true)).to.deep.equal([FOUR, SIX]);
    expect(trial.asked).to.equal(1);
  });

  it('stays with what it knows when the name service fails', async () => {
    const trial = new Trial();
    await trial.learn();
    trial.found = [];
    trial.book.distrust();
    expect(await trial.lookup(true)).to.deep.equal([FOUR, SIX]);
    expect(trial.book.addresses).to.deep.equal([FOUR, SIX]);
  });

  it("hands the name service's error on when it knows nothing", async () => {
    const trial = new Trial();
    trial.found = [];
    await trial.learn();
    expect(await trial.lookup(true)).to.equal('ENOTFOUND');
    expect(await trial.lookup(false)).to.equal('ENOTFOUND');
    expect(trial.book.addresses).to.deep.equal([]);
  });
});
