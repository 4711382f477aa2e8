import { trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { workflow } from '../../lib/annotations/annotations';
import { correlationId, withCorrelation } from '../../lib/messaging/correlate';
import { useRecorder } from '../support/recorder';

describe('withCorrelation', () => {
  const recorder = useRecorder();

  it('puts the id on every annotated span inside', () => {
    withCorrelation('order-7', () => {
      workflow.run('ship', () => undefined);
    });
    const { attributes } = recorder.take('ship');
    expect(attributes['everspan.correlation.id']).to.equal('order-7');
  });

  it('keeps the workflow around', () => {
    workflow.run('ship', () => {
      withCorrelation('order-7', () => {
        workflow.run('pack', () => undefined);
      });
    });
    const { attributes } = recorder.take('pack');
    expect(attributes['everspan.path']).to.equal('ship/pack');
    expect(recorder.take('ship').attributes).not.to.have.property(
      'everspan.correlation.id',
    );
  });

  it('keeps the span around active', () => {
    workflow.run('ship', (span) => {
      withCorrelation('order-7', () => {
        expect(trace.getActiveSpan()).to.equal(span);
      });
    });
    recorder.takeAll();
  });

  it('returns what the function returns, and throws what it throws', () => {
    const thrown = { not: 'an error' };
    expect(withCorrelation('x', () => 7)).to.equal(7);
    try {
      withCorrelation('x', () => {
        throw thrown;
      });
      expect.fail('nothing was thrown');
    } catch (error) {
      expect(error).to.equal(thrown);
    }
  });

  it('lasts for what the function began', async () => {
    const id = await withCorrelation('order-7', async () => {
      await Promise.resolve();
      return correlationId();
    });
    expect(id).to.equal('order-7');
    expect(correlationId()).to.equal(undefined);
  });

  for (const id of ['', 'x'.repeat(257), 7, undefined, null]) {
    it(`refuses ${String(id).slice(0, 20)} as an id`, () => {
      expect(() => withCorrelation(id as string, () => 7))
        .to.throw(TypeError)
        .with.property('code', 'ERR_EVERSPAN_CORRELATION_ID');
    });
  }

  it('refuses to run what is no function', () => {
    expect(() => withCorrelation('x', 7 as never))
      .to.throw(TypeError)
      .with.property('code', 'ERR_EVERSPAN_NOT_A_FUNCTION');
  });
});
