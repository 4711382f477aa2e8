import { trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { setTimeout as wait } from 'node:timers/promises';
import { batchVariables } from '../../lib/setup/batch-variables';
import { currentHandle, setUp } from '../../lib/setup/init';
import { AnsweringServer } from '../delivery/answering-server';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

/** Longer than successful spans wait by default. */
const LONGER_MS = 1_300;

class Counting extends InMemorySpanExporter {
  readonly sizes: number[] = [];

  override export(
    spans: ReadableSpan[],
    onResult: Parameters<InMemorySpanExporter['export']>[1],
  ): void {
    this.sizes.push(spans.length);
    super.export(spans, onResult);
  }
}

function endSpan(name: string): void {
  trace.getTracer('library').startSpan(name).end();
}

describe('OTEL_BSP_*', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  afterEach(async () => {
    await currentHandle()?.shutdown();
    trace.disable();
  });

  it('shapes the batches of an exporter', async () => {
    setVariables({ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '2' });
    const exporter = new Counting();
    const everspan = setUp({ exporter });
    for (const name of ['a', 'b', 'c']) endSpan(name);
    await everspan.flush();
    expect(exporter.sizes).to.deep.equal([2, 1]);
  });

  it('delays our own delivery of what succeeded, and not a flush', async () => {
    const server = await new AnsweringServer().listen();
    setVariables({
      OTEL_BSP_SCHEDULE_DELAY: '600000',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${server.port}`,
    });
    const everspan = setUp({});
    endSpan('patient');
    await wait(LONGER_MS);
    expect(server.names).to.deep.equal([]);
    expect(await everspan.flush()).to.equal(true);
    expect(server.names).to.deep.equal(['patient']);
    await server.close();
  });

  it('says nothing by default, and warns of what is no number', () => {
    expect(batchVariables()).to.deep.equal({});
    setVariables({ OTEL_BSP_MAX_QUEUE_SIZE: 'many' });
    expect(batchVariables()).to.deep.equal({});
    expect(lines()).to.have.lengthOf(1);
  });
});
