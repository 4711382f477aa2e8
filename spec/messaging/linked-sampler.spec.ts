import { trace } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  BasicTracerProvider,
  ParentBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task } from '../../lib/annotations/annotations';
import { linkedSampler } from '../../lib/messaging/linked-sampler';
import { useRecorder } from '../support/recorder';

describe('linkedSampler', () => {
  const root = linkedSampler(new AlwaysOffSampler());
  useRecorder();

  beforeEach(() => {
    const sampler = new ParentBasedSampler({ root });
    trace.disable();
    trace.setGlobalTracerProvider(new BasicTracerProvider({ sampler }));
  });

  function links(...flags: readonly number[]): readonly object[] {
    return flags.map((traceFlags, index) => {
      const spanId = String(index + 1).repeat(16);
      return { traceId: '1'.repeat(32), spanId, traceFlags };
    });
  }

  it('samples a trace that is linked to a sampled one', () => {
    task.run({ name: 'pay', links: links(0, 1) }, (span) => {
      expect(span.spanContext().traceFlags).to.equal(1);
    });
  });

  it('asks the other sampler about every other trace', () => {
    task.run({ name: 'pay', links: links(0) }, (span) => {
      expect(span.isRecording()).to.equal(false);
    });
    task.run('pay', (span) => {
      expect(span.isRecording()).to.equal(false);
    });
  });

  it('leaves a span with a parent to its parent', () => {
    task.run('order', () => {
      task.run({ name: 'pay', links: links(1) }, (span) => {
        expect(span.isRecording()).to.equal(false);
      });
    });
  });

  it('names itself and the other', () => {
    expect(root.toString()).to.equal('LinkedSampler{AlwaysOffSampler}');
  });
});
