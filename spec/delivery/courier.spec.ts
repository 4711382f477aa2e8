import { expect } from 'chai';
import { warningCount } from '../../lib/internal/diag';
import { overhearing } from '../internal/overheard';
import { lastingPort } from '../support/lasting-port';
import { AnsweringServer, until, type Answering } from './answering-server';
import { CourierTrial, lineTo } from './courier-trial';

/** Nothing that a spec waits for. */
const HOURS_MS = 36_000_000;
const LARGE = { attributes: { text: 'x'.repeat(20_000) } };
const LATER = { status: 503, headers: { 'retry-after': '1' } };
const MUCH_LATER = { status: 429, headers: { 'retry-after': '600' } };

describe('Courier', () => {
  const lines = overhearing();
  const closing: (() => unknown)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  function courierTo(server: AnsweringServer, delayMs?: number): CourierTrial {
    const trial = new CourierTrial(lineTo({ url: server.url }), delayMs);
    closing.unshift(() => trial.courier.close());
    return trial;
  }

  async function listen(answering?: Answering): Promise<AnsweringServer> {
    const server = await new AnsweringServer(answering).listen();
    closing.push(() => server.close());
    return server;
  }

  it('sends a failed span at once, and others a little later', async () => {
    const server = await listen();
    const [patient, urgent] = [courierTo(server), courierTo(server, HOURS_MS)];
    urgent.end('joins');
    urgent.fail('failed');
    await until(() => urgent.stats.delivered === 2);
    patient.end('ordinary');
    await until(() => patient.stats.delivered === 1);
  });

  it('waits for company, and takes it along', async () => {
    const server = await listen();
    const trial = courierTo(server, HOURS_MS);
    trial.end('first');
    await new Promise((resolve) => setTimeout(resolve, 20));
    trial.end('second');
    trial.fail('last');
    await until(() => trial.stats.delivered === 3);
    expect(server.requests).to.have.lengthOf(1);
  });

  it('does not wait when there is much to send', async () => {
    const server = await listen();
    const full = courierTo(server, HOURS_MS);
    for (let n = 0; n < 64; n += 1) full.end(`large ${n}`, LARGE);
    await until(() => full.stats.delivered === 64);
  });

  it('has one request under way at a time, of about a megabyte', async () => {
    const server = await listen();
    const trial = courierTo(server);
    for (let n = 0; n < 256; n += 1) trial.end(`large ${n}`, LARGE);
    trial.fail('failed');
    expect(await trial.flush()).to.equal(true);
    expect(server.mostAtOnce).to.equal(1);
    expect(server.requests.length).to.be.within(4, 7);
    expect(new Set(server.names)).to.have.property('size', 257);
    expect(trial.stats).to.include({ delivered: 257, waiting: 0 });
  });

  it('sends what ends while a request is under way right after it', async () => {
    const server = await listen((_, nth) => {
      if (nth === 1) trial.end('during');
      return {};
    });
    const trial = courierTo(server, HOURS_MS);
    trial.fail('failed');
    await until(() => trial.stats.delivered === 2);
    expect(server.names).to.deep.equal(['failed', 'during']);
  });

  it('waits as long as the backend asks, failed spans or not', async () => {
    const server = await listen((_, nth) => (nth === 1 ? LATER : {}));
    const trial = courierTo(server);
    trial.fail('first');
    await until(() => server.requests.length === 1);
    trial.fail('second');
    await until(() => trial.stats.delivered === 2);
    const [first, second] = server.requests;
    expect(second!.atMs - first!.atMs).to.be.at.least(999);
    expect(trial.troubles).to.equal(1);
    expect(trial.stats.failedRequests).to.deep.equal({ 'HTTP 503': 1 });
  });

  it('comes back to a backend that was away, and tells of both', async () => {
    const server = new AnsweringServer();
    server.port = await lastingPort();
    closing.push(() => server.close());
    const trial = courierTo(server);
    trial.fail('failed');
    await until(() => trial.troubles === 1);
    await server.listen();
    await until(() => trial.stats.delivered === 1);
    expect(trial.stats.failedRequests).to.have.keys('ECONNREFUSED');
    await until(() => lines().length === 2);
    expect(lines()[0]).to.match(/^everspan: http:\/\/backend\/ .*ECONNREFUSED/);
    expect(lines()[1]).to.match(/takes spans again, after .*: 1 delivered/);
    expect(trial.courier.isOutageTold).to.equal(false);
    expect(warningCount('WARN_EVERSPAN_UNREACHABLE')).to.equal(1);
  });

  it('is as quick as ever once a flush found the backend well', async () => {
    const server = await listen((_, nth) => (nth === 1 ? MUCH_LATER : {}));
    const trial = courierTo(server);
    trial.fail('first');
    await until(() => trial.troubles === 1);
    expect(await trial.flush()).to.equal(true);
    trial.end('second');
    await until(() => trial.stats.delivered === 2);
  });

  it('keeps its spans and goes on when a request fails by our own fault', async () => {
    const trial = new CourierTrial({
      send: () => Promise.reject(new Error('a bug')),
      close: () => undefined,
    });
    closing.push(() => trial.courier.close());
    trial.fail('failed');
    await until(() => trial.troubles === 1);
    expect(trial.stats).to.include({ waiting: 1, delivered: 0 });
    expect(await trial.flush(1)).to.equal(false);
    expect(warningCount('WARN_EVERSPAN_INTERNAL')).to.be.above(0);
  });

  it('is not held up by a batch that the backend always fails on', async () => {
    const server = await listen((names) => ({
      status: names.includes('cursed') ? 500 : 200,
    }));
    const trial = courierTo(server);
    trial.fail('cursed');
    await until(() => server.requests.length === 1);
    for (let n = 0; n < 4; n += 1) {
      trial.fail(`good ${n}`);
      await until(() => trial.stats.delivered === n + 1);
    }
    await until(() => trial.stats.delivered === 4);
    expect(trial.stats).to.include({ waiting: 1 });
    expect(trial.troubles).to.be.at.most(2);
  });

  it('sends less at a time where much takes too long', async () => {
    const sizes: number[] = [];
    const trial = new CourierTrial({
      send: ({ length }) => {
        sizes.push(length);
        const taken = { status: 200, contentType: '', retryAfter: '' };
        return Promise.resolve(
          length > 300_000
            ? { kind: 'timeout' }
            : { kind: 'response', ...taken, body: new Uint8Array() },
        );
      },
      close: () => undefined,
    });
    closing.unshift(() => trial.courier.close());
    const attributes = { text: 'x'.repeat(500) };
    for (let n = 0; n < 6_000; n += 1) trial.end(`span ${n}`, { attributes });
    expect(await trial.flush(60_000)).to.equal(true);
    expect(trial.stats).to.include({ delivered: 6_000, waiting: 0 });
    // Entry by entry it would be a hundred.
    expect(sizes).to.have.lengthOf.below(40);
    expect(sizes.filter((size) => size > 300_000)).to.have.lengthOf.below(5);
  });

  it('sends nothing more once it is closed', async () => {
    const server = await listen();
    const trial = courierTo(server);
    trial.end('before');
    trial.courier.close();
    trial.fail('after');
    const other = courierTo(server);
    other.end('patient');
    await until(() => server.names.length === 1);
    expect(server.names).to.deep.equal(['patient']);
  });
});
