import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { expect } from 'chai';
import { workflow } from '../../lib/annotations/annotations';
import { correlationId, withCorrelation } from '../../lib/messaging/correlate';
import { resume, suspend } from '../../lib/messaging/suspend-resume';
import { isRoot, linkedTo } from '../span/messages';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';

describe('suspend and resume', () => {
  const recorder = useRecorder();
  useW3cPropagation();

  function suspended(): readonly [object, string] {
    const token = workflow.run(
      { name: 'order', correlationId: 'order 7' },
      () => suspend(),
    );
    return [token, recorder.take('order').spanContext().spanId];
  }

  it('goes on in a trace of its own that is linked to the first', () => {
    const [token, spanId] = suspended();
    const seen = resume(token, 'pay', () => correlationId());
    const span = recorder.take('pay');
    expect(isRoot(span)).to.equal(true);
    expect(linkedTo(span)).to.deep.equal([spanId]);
    expect(span.attributes['everspan.kind']).to.equal('workflow');
    expect(seen).to.equal('order 7');
  });

  it('goes on with a token that went through JSON, as text and as data', () => {
    const [token, spanId] = suspended();
    const text = JSON.stringify(token);
    for (const stored of [text, JSON.parse(text) as unknown]) {
      resume(stored, 'pay', () => undefined);
      expect(linkedTo(recorder.take('pay'))).to.deep.equal([spanId]);
    }
  });

  it('goes on in the same trace where that is asked for', () => {
    const [token, spanId] = suspended();
    resume(token, { name: 'pay', continuation: 'child' }, () => undefined);
    expect(recorder.take('pay').parentSpanContext?.spanId).to.equal(spanId);
  });

  it('keeps baggage', () => {
    const baggage = propagation.createBaggage({ tenant: { value: 'acme' } });
    const active = propagation.setBaggage(ROOT_CONTEXT, baggage);
    const token = context.with(active, suspend);
    const read = (): string | undefined =>
      propagation.getActiveBaggage()?.getEntry('tenant')?.value;
    expect(resume(token, 'pay', read)).to.equal('acme');
    recorder.take('pay');
  });

  it('ignores what is active where it goes on', () => {
    const [token] = suspended();
    withCorrelation('another', () => {
      expect(resume(token, 'pay', () => correlationId())).to.equal('order 7');
    });
    recorder.take('pay');
  });

  it('gives plain data, and nothing outside of everything', () => {
    expect(suspend()).to.deep.equal({});
    const [token] = suspended();
    expect(structuredClone(token)).to.deep.equal(token);
    expect(Object.keys(token)).to.deep.equal([
      'traceparent',
      'everspan-correlation-id',
    ]);
  });

  for (const token of [undefined, null, 'garbage', 5, {}, { traceparent: 5 }]) {
    it(`begins anew with ${token === undefined ? 'no token' : JSON.stringify(token)}`, () => {
      expect(resume(token, 'pay', () => 7)).to.equal(7);
      const span = recorder.take('pay');
      expect(isRoot(span)).to.equal(true);
      expect(span.links).to.deep.equal([]);
    });
  }

  it('refuses options that no annotation takes', () => {
    for (const [given, says] of [
      [{ nmae: 'x' }, 'resume has no option `nmae`'],
      ['', 'resume needs a string'],
      [5, 'resume takes a name or options, got 5'],
    ]) {
      expect(() => resume({}, given as never, () => 7))
        .to.throw(TypeError, says as string)
        .with.property('code', 'ERR_EVERSPAN_ANNOTATION_OPTION');
    }
  });

  it('refuses what is no function', () => {
    const form = 'resume takes a token, a name or options, and then a function';
    for (const fn of [undefined, Promise.resolve(), class Pay {}]) {
      expect(() => resume({}, 'pay', fn as never))
        .to.throw(TypeError, form)
        .with.property('code', 'ERR_EVERSPAN_NOT_A_FUNCTION');
    }
  });
});
