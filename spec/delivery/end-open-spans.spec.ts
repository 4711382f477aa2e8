import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import {
  TracerProvider,
  type Span,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { endOpenSpans } from '../../lib/delivery/end-open-spans';
import type { ProcessEnd } from '../../lib/delivery/process-end';
import { OpenSpans } from '../../lib/delivery/open-spans';

const EXIT: ProcessEnd = {
  interruptedBy: 'exit',
  exitCode: 1,
  crash: undefined,
};

/** A workflow, its task and a client's span in the task, all of them open. */
function openTree(onEnd: (name: string) => void): readonly Span[] {
  const open = new OpenSpans();
  const processor: SpanProcessor = {
    onStart: (span) => {
      open.add(span);
    },
    onEnd: ({ name }) => {
      onEnd(name);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const provider = new TracerProvider({ spanProcessors: [processor] });
  const tracer = provider.getTracer('shop');
  let context = ROOT_CONTEXT;
  for (const name of ['place order', 'charge', 'POST /charges']) {
    context = trace.setSpan(context, tracer.startSpan(name, {}, context));
  }
  return open.youngestFirst();
}

describe('endOpenSpans', () => {
  it('ends children before their parents', () => {
    const ended: string[] = [];
    endOpenSpans(
      openTree((name) => ended.push(name)),
      EXIT,
      undefined,
    );
    expect(ended).to.deep.equal(['POST /charges', 'charge', 'place order']);
  });

  it('goes on after a processor of the host has thrown', () => {
    const ended: string[] = [];
    const spans = openTree((name) => {
      ended.push(name);
      throw new Error('no place left');
    });
    endOpenSpans(spans, EXIT, undefined);
    expect(ended).to.have.lengthOf(3);
  });
});
