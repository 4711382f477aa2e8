import { expect } from 'chai';
import type { Answer } from '../../lib/delivery/verdict';
import { overhearing } from '../internal/overheard';
import { AnsweringServer, until, type Answering } from './answering-server';
import { CourierTrial, lineTo } from './courier-trial';
import { answer } from './desk';

const MUCH_LATER = { status: 503, headers: { 'retry-after': '600' } };

describe('Courier, when somebody waits', () => {
  overhearing();
  const closing: (() => unknown)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function courierTo(answering?: Answering): Promise<CourierTrial> {
    const server = await new AnsweringServer(answering).listen();
    const trial = new CourierTrial(lineTo({ url: server.url }));
    closing.push(() => trial.courier.close());
    closing.push(() => server.close());
    return trial;
  }

  /** A courier whose line is the spec's own. */
  function courierBy(send: () => Promise<Answer>): CourierTrial {
    const trial = new CourierTrial({ send, close: () => undefined });
    closing.push(() => trial.courier.close());
    return trial;
  }

  it('says true when all has arrived, or nothing waits', async () => {
    const trial = await courierTo();
    expect(await trial.flush()).to.equal(true);
    for (let n = 0; n < 100; n += 1) trial.end(`span ${n}`);
    expect(await trial.flush()).to.equal(true);
    expect(trial.stats).to.include({ delivered: 100, waiting: 0 });
  });

  it('tries again soon while there is time', async () => {
    const trial = await courierTo((_, nth) => ({
      status: nth < 3 ? 503 : 200,
    }));
    trial.fail('failed');
    expect(await trial.flush()).to.equal(true);
    expect(trial.stats.failedRequests).to.deep.equal({ 'HTTP 503': 2 });
  });

  it('says false when the time is over, and the request goes on', async () => {
    let let200Go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (let200Go = resolve));
    const trial = await courierTo(() => gate.then(() => ({})));
    trial.end('slow');
    expect(await trial.flush(30)).to.equal(false);
    expect(trial.stats).to.include({ waiting: 1, delivered: 0 });
    let200Go();
    await until(() => trial.stats.delivered === 1);
    expect(trial.stats).to.include({ waiting: 0 });
  });

  it('says false at once where waiting cannot help', async () => {
    for (const reply of [{ status: 401 }, { status: 302 }, MUCH_LATER]) {
      const trial = await courierTo(() => reply);
      trial.end('kept');
      expect(await trial.flush()).to.equal(false);
      expect(trial.stats).to.include({ waiting: 1, delivered: 0 });
    }
  });

  it('gives up at the end of the process where nobody answers', async () => {
    const refused = { kind: 'failure', code: 'ECONNREFUSED', message: '' };
    const trial = courierBy(() => Promise.resolve(refused as Answer));
    trial.end('kept');
    expect(await trial.courier.deliverAll(60_000, 'end')).to.equal(false);
    expect(trial.stats.failedRequests).to.deep.equal({ ECONNREFUSED: 1 });
  });

  it('never asks without a pause', async () => {
    let requests = 0;
    const trial = courierBy(async () => {
      requests += 1;
      return { ...answer(503), retryAfter: '0' } as Answer;
    });
    trial.end('kept');
    expect(await trial.flush(200)).to.equal(false);
    expect(requests).to.be.below(4);
  });

  it('joins the request under way, as do others who wait', async () => {
    const trial = await courierTo();
    trial.end('one');
    const all = await Promise.all([
      trial.flush(),
      trial.flush(),
      trial.flush(),
    ]);
    expect(all).to.deep.equal([true, true, true]);
    expect(trial.stats).to.include({ delivered: 1 });
  });

  it('waits for what has ended, not for what ends later', async () => {
    const trial = await courierTo(() => {
      // A busy program: whenever a request is answered, more waits.
      trial.end('later');
      return {};
    });
    trial.end('now');
    expect(await trial.flush()).to.equal(true);
    expect(trial.stats.waiting).to.be.above(0);
  });

  it('waits for all that waits, in however many requests', async () => {
    const trial = await courierTo();
    const attributes = { text: 'x'.repeat(20_000) };
    for (let n = 0; n < 192; n += 1) trial.end(`span ${n}`, { attributes });
    expect(await trial.flush()).to.equal(true);
    expect(trial.stats).to.include({ delivered: 192, waiting: 0 });
  });

  it('is not held up by entries that nobody will give back', async () => {
    const trial = await courierTo();
    trial.end('lost');
    trial.desk.outbox.take(1);
    expect(await trial.flush()).to.equal(false);
  });

  it('takes any number for a budget', async () => {
    for (const budgetMs of [Infinity, 2 ** 40]) {
      const trial = await courierTo();
      trial.end('sent');
      expect(await trial.flush(budgetMs)).to.equal(true);
    }
    for (const budgetMs of [0, -1, NaN]) {
      const trial = courierBy(() => new Promise(() => undefined));
      trial.end('kept');
      expect(await trial.flush(budgetMs)).to.equal(false);
    }
  });
});
