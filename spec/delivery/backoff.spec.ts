import { expect } from 'chai';
import {
  backoffMs,
  shortWaitMs,
  type Waiter,
} from '../../lib/delivery/backoff';
import type { Trouble } from '../../lib/delivery/dispatch';

const MIDDLE = 0.5;
const ALMOST_ONE = 1 - Number.EPSILON;

function retry(why = 'HTTP 503', afterMs?: number): Trouble {
  return { kind: 'retry', why, afterMs };
}

const DESTINATION: Trouble = { kind: 'destination', why: 'HTTP 401' };

function waits(trouble: Trouble, count: number): readonly number[] {
  return Array.from({ length: count }, (_, nth) =>
    backoffMs(trouble, nth + 1, MIDDLE),
  );
}

describe('backoffMs', () => {
  it('doubles from one second to a minute', () => {
    const seconds = [1, 2, 4, 8, 16, 32, 60, 60];
    expect(waits(retry(), 8)).to.deep.equal(seconds.map((s) => s * 1_000));
  });

  it('begins with five seconds where a person has to mend something', () => {
    const seconds = [5, 10, 20, 40, 60];
    expect(waits(DESTINATION, 5)).to.deep.equal(seconds.map((s) => s * 1_000));
  });

  it('stays at a minute after any number of troubles', () => {
    expect(backoffMs(retry(), 5_000, MIDDLE)).to.equal(60_000);
  });

  it('differs by a fifth to both sides, so that not all return at once', () => {
    expect(backoffMs(retry(), 1, 0)).to.equal(800);
    expect(backoffMs(retry(), 1, ALMOST_ONE)).to.be.closeTo(1_200, 0.01);
  });

  it('waits as long as the backend asks', () => {
    expect(backoffMs(retry('HTTP 429', 7_000), 5, 0)).to.equal(7_000);
    expect(backoffMs(retry('HTTP 429', 90_000), 1, 0)).to.equal(90_000);
  });

  it('waits ten minutes at most, whatever the backend asks', () => {
    expect(backoffMs(retry('HTTP 429', 1e12), 1, 0)).to.equal(600_000);
  });

  it('does not return at once when the backend asks for no wait', () => {
    expect(backoffMs(retry('HTTP 503', 0), 1, MIDDLE)).to.equal(1_000);
  });
});

function shortWaits(trouble: Trouble, waiter: Waiter): readonly unknown[] {
  return [1, 2, 3, 4, 5, 6, 7].map((troubles) =>
    shortWaitMs(trouble, troubles, { waiter, remainingMs: 10_000 }),
  );
}

describe('shortWaitMs', () => {
  const GROWING = [50, 100, 200, 400, 800, 1_000, 1_000];

  it('grows from 50 ms to a second for who flushes', () => {
    expect(shortWaits(retry('ECONNREFUSED'), 'flush')).to.deep.equal(GROWING);
    expect(shortWaits(retry('timeout'), 'flush')).to.deep.equal(GROWING);
  });

  it('grows the same at the end for a backend that says "later"', () => {
    for (const why of ['HTTP 503', 'proxy: HTTP 503']) {
      expect(shortWaits(retry(why), 'end'), why).to.deep.equal(GROWING);
    }
  });

  it('gives a lost connection two chances at the end', () => {
    for (const why of ['ECONNRESET', 'EPIPE']) {
      const waits = shortWaits(retry(why), 'end');
      expect(waits.slice(0, 3)).to.deep.equal([50, 100, undefined]);
    }
  });

  it('gives up at the end where nobody answers', () => {
    for (const why of ['ECONNREFUSED', 'timeout', 'ENOTFOUND', 'ETIMEDOUT']) {
      expect(shortWaits(retry(why), 'end')[0], why).to.equal(undefined);
    }
  });

  it('never waits for keys, addresses and certificates to be mended', () => {
    for (const waiter of ['flush', 'end'] as const) {
      expect(shortWaits(DESTINATION, waiter)[0]).to.equal(undefined);
    }
  });

  it('waits as long as the backend asks, and no shorter than without', () => {
    const patience = { waiter: 'flush', remainingMs: 10_000 } as const;
    expect(shortWaitMs(retry('HTTP 503', 3_000), 1, patience)).to.equal(3_000);
    expect(shortWaitMs(retry('HTTP 503', 0), 3, patience)).to.equal(200);
  });

  it('gives up when the wait is longer than what remains', () => {
    const patience = { waiter: 'flush', remainingMs: 50 } as const;
    expect(shortWaitMs(retry(), 1, patience)).to.equal(undefined);
    expect(shortWaitMs(retry('', 2_000), 1, patience)).to.equal(undefined);
  });
});
