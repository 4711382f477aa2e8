import { trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { inject } from '../../lib/messaging';
import { useW3cPropagation } from '../support/w3c-propagation';
import { usePlaces } from './places';

const THREAD = join(__dirname, 'fixtures', 'thread.cjs');

interface SpanOfThread {
  readonly name: string;
  readonly traceId: string;
  readonly id?: string;
}

describe('a worker thread', () => {
  const { inRun, look, seen } = usePlaces();
  useW3cPropagation();

  it('is in no run of another thread, but can be handed one', async () => {
    const thread = new Worker(THREAD);
    const [traceId, spans] = await inRun('run', async () => {
      thread.postMessage(inject({}));
      const [answer] = (await once(thread, 'message')) as [SpanOfThread[]];
      return [trace.getActiveSpan()?.spanContext().traceId, answer] as const;
    });
    const [alone, handedOver] = spans;
    expect(alone?.traceId).to.not.equal(traceId);
    expect(alone?.id).to.equal(undefined);
    expect(handedOver).to.deep.equal({
      name: 'handed over',
      traceId,
      id: 'run',
    });
  });

  it('is listened to in the run that started it', async () => {
    const thread = inRun('starting', () => new Worker(THREAD));
    inRun('listening', () => thread.on('message', look));
    inRun('posting', () => {
      thread.postMessage({});
    });
    await once(thread, 'exit');
    expect(seen()).to.deep.equal(['starting']);
  });
});
