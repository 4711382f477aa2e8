import { SpanKind, trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  type Sampler,
  SamplingDecision,
} from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task } from '../../lib';
import { useRecorder } from '../support/recorder';

describe('a call that is sampled out', () => {
  const recorder = useRecorder({
    sampling: { ratio: 0, keepFailures: false },
  });

  it('hands its context on, and its result as it is', () => {
    const promise = Promise.resolve();
    expect(task.run('call', () => promise)).to.equal(promise);
    task.run('parent', (parent) => {
      task.run('child', (child) => {
        expect(child.spanContext().traceId).to.equal(
          parent.spanContext().traceId,
        );
      });
      expect(trace.getActiveSpan()).to.equal(parent);
    });
    expect(recorder.size).to.equal(0);
  });
});

describe('a call that is recorded only', () => {
  const recorder = useRecorder({ sampling: { ratio: 0 } });

  it('is recorded like any other', () => {
    task.run('call', () => undefined);
    expect(recorder.take('call').spanContext().traceFlags).to.equal(0);
  });
});

describe('the sampler', () => {
  const asked: unknown[] = [];
  const sampler: Sampler = {
    shouldSample: (...args) => {
      asked.push({ kind: args[3], attributes: args[4] });
      return { decision: SamplingDecision.NOT_RECORD };
    },
    toString: () => 'Asking',
  };

  beforeEach(() => {
    trace.setGlobalTracerProvider(new BasicTracerProvider({ sampler }));
  });
  afterEach(() => {
    trace.disable();
  });

  it('knows the attributes of the call', () => {
    const options = {
      name: 'call',
      spanKind: SpanKind.CLIENT,
      attributes: () => ({ a: 1 }),
    };
    task.run(options, () => undefined);
    expect(asked).to.deep.equal([
      {
        kind: SpanKind.CLIENT,
        attributes: { 'everspan.kind': 'task', a: 1 },
      },
    ]);
  });
});
