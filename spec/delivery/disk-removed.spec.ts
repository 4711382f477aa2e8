import type { Tracer } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveryProcessor } from '../../lib/delivery/delivery-processor';
import { readContent } from '../../lib/journal/content';
import { overhearing } from '../internal/overheard';
import { shiftClock, type ShiftedClock } from '../journal/clock';
import { filesIn, useFolder } from '../journal/journal-folder';
import { AnsweringServer } from './answering-server';
import { destinationFor } from './courier-trial';
import { namesIn } from './ended-spans';

/** By then the writer looks again whether its files are there. */
const A_LOOK_MS = 2_000;
/** By then a disk that refused is tried again. */
const RETRY_MS = 31_000;

describe('DeliveryProcessor, whose journal is removed', () => {
  const folder = useFolder();
  const lines = overhearing();
  let clock: ShiftedClock;
  let status = 200;
  let server: AnsweringServer;
  let delivery: DeliveryProcessor;
  let tracer: Tracer;

  beforeEach(async () => {
    clock = shiftClock();
    status = 200;
    server = await new AnsweringServer(() => ({ status })).listen();
    delivery = new DeliveryProcessor({
      destination: destinationFor({ url: server.url, timeoutMs: 1_000 }),
      maxMemoryBytes: 1_048_576,
      exitTimeoutMs: 60_000,
      redact: (span) => span,
      journal: {
        directory: folder(),
        maxBytes: 1e6,
        maxAgeMs: 1e9,
        service: 'orders',
      },
    });
    const provider = new TracerProvider({ spanProcessors: [delivery] });
    tracer = provider.getTracer('spec');
  });

  afterEach(async () => {
    await delivery.shutdown();
    await server.close();
    clock.restore();
  });

  function remove(): void {
    rmSync(folder(), { recursive: true });
    clock.forward(A_LOOK_MS);
  }

  function namesOnDisk(): readonly string[] {
    const contents = filesIn(folder()).map((name) =>
      readContent(readFileSync(join(folder(), name))),
    );
    const payloads = contents.flatMap(({ started, ended }) => [
      ...started,
      ...ended.map(({ payload }) => payload),
    ]);
    return [...new Set(payloads.flatMap(namesIn))].sort();
  }

  it('writes all down again that waits or is open, and tells of it', () => {
    status = 401;
    const open = tracer.startSpan('open');
    tracer.startSpan('ended').end();
    remove();
    tracer.startSpan('later').end();
    expect(namesOnDisk()).to.deep.equal(['ended', 'later', 'open']);
    remove();
    open.end();
    expect(namesOnDisk()).to.deep.equal(['ended', 'later', 'open']);
    const told = lines().filter((line) => line.includes('was removed'));
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.include('begun anew');
  });

  it('writes all down again at the end of the process', async () => {
    status = 401;
    tracer.startSpan('ended').end();
    expect(await delivery.flush()).to.equal(false);
    remove();
    await delivery.shutdown();
    expect(namesOnDisk()).to.deep.equal(['ended']);
    expect(delivery.stats().dropped).to.include({ ended: 0, disk: 0 });
  });

  it('makes the folder again when it has something to write', async () => {
    tracer.startSpan('taken').end();
    expect(await delivery.flush()).to.equal(true);
    remove();
    status = 401;
    tracer.startSpan('later').end();
    expect(namesOnDisk()).to.deep.equal(['later']);
  });

  it('writes down what came while the disk refused, when it takes again', () => {
    status = 401;
    const open = tracer.startSpan('open');
    remove();
    writeFileSync(folder(), 'in the way');
    for (const name of ['one', 'two']) tracer.startSpan(name).end();
    expect(delivery.stats().journalled).to.equal(0);
    rmSync(folder());
    clock.forward(RETRY_MS);
    tracer.startSpan('later').end();
    expect(namesOnDisk()).to.deep.equal(['later', 'one', 'open', 'two']);
    expect(delivery.stats().journalled).to.equal(3);
    open.end();
  });

  it('makes nothing again where nothing is left to be sent', async () => {
    tracer.startSpan('taken').end();
    expect(await delivery.flush()).to.equal(true);
    remove();
    await delivery.shutdown();
    expect(existsSync(folder())).to.equal(false);
    expect(lines()).to.deep.equal([]);
  });
});
