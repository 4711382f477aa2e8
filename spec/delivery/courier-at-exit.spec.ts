import { expect } from 'chai';
import workerThreads from 'node:worker_threads';
import { CourierAtExit } from '../../lib/delivery/courier-at-exit';
import {
  knownAddresses,
  type Address,
  type DestinationSettings,
} from '../../lib/delivery/destination';
import { makeCertificates } from '../support/certificates';
import { overhearing } from '../internal/overheard';
import { AnsweringThread, type Reply } from './answering-thread';
import { destinationFor } from './courier-trial';
import { newDesk, statsOf } from './desk';
import { endedSpans, type SpanFields } from './ended-spans';

const BUDGET_MS = 60_000;
const LARGE = { attributes: { text: 'x'.repeat(20_000) } };

class Trial {
  readonly desk = newDesk();
  readonly courier: CourierAtExit;

  constructor(
    settings: Partial<DestinationSettings> & { readonly url: string },
    addresses: readonly Address[] = knownAddresses('localhost'),
  ) {
    this.courier = new CourierAtExit({
      desk: this.desk,
      destination: destinationFor(settings),
      addresses: () => addresses,
    });
  }

  get stats() {
    return statsOf(this.desk);
  }

  add(count: number, fields: SpanFields = {}): void {
    for (const span of endedSpans(count, fields)) this.desk.outbox.add(span);
  }

  deliver(budgetMs = BUDGET_MS) {
    return this.courier.deliverAll(budgetMs);
  }
}

describe('CourierAtExit', () => {
  overhearing();

  const threads: AnsweringThread[] = [];

  afterEach(async () => {
    for (const thread of threads.splice(0)) await thread.close();
  });

  async function answering(...replies: readonly Reply[]) {
    const thread = await AnsweringThread.start({ replies });
    threads.push(thread);
    return thread;
  }

  it('delivers everything without turning the event loop', async () => {
    const thread = await answering();
    const trial = new Trial({ url: thread.url });
    let turned = false;
    setImmediate(() => (turned = true));
    trial.add(100);
    expect(trial.deliver()).to.equal(undefined);
    expect(turned).to.equal(false);
    expect(trial.stats).to.include({ delivered: 100, waiting: 0 });
    const [request] = await thread.received();
    expect(request?.names).to.have.lengthOf(100);
  });

  it('delivers more than one request takes, and again later', async () => {
    const thread = await answering();
    const trial = new Trial({ url: thread.url });
    trial.add(192, LARGE);
    expect(trial.deliver()).to.equal(undefined);
    trial.add(1, { name: 'late' });
    expect(trial.deliver()).to.equal(undefined);
    const requests = await thread.received();
    expect(requests.length).to.be.above(3);
    expect(requests.flatMap(({ names }) => names)).to.have.lengthOf(193);
    expect(trial.stats).to.include({ delivered: 193, waiting: 0 });
  });

  it('sends headers and path, compressed where it is to', async () => {
    const thread = await answering();
    const headers = { 'x-api-key': 'secret' };
    const url = `${thread.url}?tenant=a`;
    const trial = new Trial({ url, headers, gzip: true });
    trial.add(3);
    trial.deliver();
    const [request] = await thread.received();
    expect(request?.path).to.equal('/v1/traces?tenant=a');
    expect(request?.names).to.have.lengthOf(3);
    expect(request?.headers).to.include({
      'x-api-key': 'secret',
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
    });
  });

  it('trusts and is trusted by certificates read from files', async () => {
    const { ca, server, client } = makeCertificates();
    const thread = await AnsweringThread.start({ tls: { ...server, ca } });
    threads.push(thread);
    const tls = {
      ca: [Buffer.from(ca)],
      cert: Buffer.from(client.cert),
      key: Buffer.from(client.key),
    };
    const trial = new Trial({ url: thread.url, tls });
    trial.add(1);
    expect(trial.deliver()).to.equal(undefined);
    expect(trial.stats).to.include({ delivered: 1 });
  });

  it('finds the host by itself where its addresses are not known', async () => {
    const thread = await answering();
    const trial = new Trial({ url: thread.url }, []);
    trial.add(1);
    expect(trial.deliver()).to.equal(undefined);
  });

  it('tries again soon when the backend says "later"', async () => {
    const thread = await answering({ status: 503 }, { reset: true }, {});
    const trial = new Trial({ url: thread.url });
    trial.add(2);
    expect(trial.deliver()).to.equal(undefined);
    expect(trial.stats.failedRequests).to.have.keys('HTTP 503', 'ECONNRESET');
  });

  it('drops alone the span that the backend chokes on', async () => {
    const thread = await answering({ status: 400 }, { status: 400 }, {});
    const trial = new Trial({ url: thread.url });
    trial.add(2);
    expect(trial.deliver()).to.equal(undefined);
    expect(trial.stats).to.include({ delivered: 1, waiting: 0 });
    expect(trial.stats.dropped).to.include({ refused: 1 });
  });

  it('keeps its spans, and says what stood in the way', async () => {
    const muchLater = { status: 429, headers: { 'retry-after': '600' } };
    for (const reply of [{ status: 401 }, { status: 302 }, muchLater]) {
      const trial = new Trial({ url: (await answering(reply)).url });
      trial.add(1);
      expect(trial.deliver()?.why).to.equal(`HTTP ${reply.status}`);
      expect(trial.stats).to.include({ delivered: 0, waiting: 1 });
    }
  });

  it('gives up where nobody listens', () => {
    const trial = new Trial({ url: 'http://localhost:1/' });
    trial.add(1);
    expect(trial.deliver()?.why).to.equal('ECONNREFUSED');
  });

  it('gives up when its budget is spent', async () => {
    const thread = await answering({ afterMs: 60_000 });
    const trial = new Trial({ url: thread.url });
    trial.add(1);
    expect(trial.deliver(100)?.why).to.equal('timeout');
    expect(trial.stats).to.include({ delivered: 0, waiting: 1 });
  });

  it("takes no late answer for the next request's", async () => {
    const late = { status: 400, afterMs: 1_500 };
    const thread = await answering({}, late, { afterMs: 1_500 });
    const trial = new Trial({ url: thread.url });
    trial.add(1, { name: 'first' });
    expect(trial.deliver()).to.equal(undefined);
    trial.add(1, { name: 'second' });
    expect(trial.deliver(600)?.why).to.equal('timeout');
    trial.add(1, { name: 'third' });
    expect(trial.deliver()).to.equal(undefined);
    expect(trial.stats).to.include({ delivered: 3, waiting: 0 });
    expect(trial.stats.failedRequests).to.deep.equal({ timeout: 1 });
  });

  it('throws where the host forbids worker threads, and keeps all', () => {
    const { Worker } = workerThreads;
    const trial = new Trial({ url: 'http://localhost:1/' });
    trial.add(3);
    try {
      workerThreads.Worker = class {
        constructor() {
          throw new Error('ERR_ACCESS_DENIED');
        }
      } as never;
      expect(() => trial.deliver()).to.throw('ERR_ACCESS_DENIED');
    } finally {
      workerThreads.Worker = Worker;
    }
    expect(trial.desk.outbox.take(1)).to.have.lengthOf(1);
  });
});
