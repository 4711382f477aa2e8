import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { workflow } from '../../lib';
import { inject, withCorrelation } from '../../lib/messaging';
import { startBackend } from '../support/backend';
import { newJournalFolder } from '../support/journal-folder';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';

const FIXTURES = join(__dirname, 'fixtures');

describe('a business id handed to a thread', () => {
  useRecorder();
  useW3cPropagation();

  it('goes by workerData and by postMessage, beside what else is there', async () => {
    const script = join(FIXTURES, 'thread.cjs');
    const thread = withCorrelation('started', () => {
      const workerData = inject({ about: 'the thread' });
      return new Worker(script, { workerData });
    });
    withCorrelation('posted', () => {
      thread.postMessage(inject({ render: 'invoice' }));
    });
    const [answer] = (await once(thread, 'message')) as [object];
    expect(answer).to.deep.equal({
      started: 'started',
      posted: 'posted',
      job: { render: 'invoice', 'everspan-correlation-id': 'posted' },
    });
  });
});

describe('a child process', () => {
  const recorder = useRecorder();
  useW3cPropagation();

  it('goes on in the run whose environment it was given', async () => {
    const backend = await startBackend();
    const own = {
      ...process.env,
      // What started us has a run of its own.
      TRACEPARENT: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      EVERSPAN_JOURNAL_DIR: newJournalFolder(),
    };
    const child = workflow.run({ name: 'order', correlationId: 'o-7' }, () =>
      spawn(
        process.execPath,
        [join(FIXTURES, 'child.cjs')],
        inject({ env: { ...own } }),
      ),
    );
    expect(await text(child.stdout)).to.equal('a path\n');
    if (child.exitCode === null) await once(child, 'exit');
    await backend.close();
    const { traceId, spanId } = recorder.take('order').spanContext();
    const [rendered] = backend.spans();
    expect(rendered).to.include({ traceId, parentSpanId: spanId });
    expect(rendered?.attributes['everspan.correlation.id']).to.equal('o-7');
  });
});
