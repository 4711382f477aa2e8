import {
  context,
  createContextKey,
  INVALID_SPAN_CONTEXT,
  propagation,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { expect } from 'chai';
import { callContext, WORKFLOW_KEY } from '../../lib/context/call-context';
import { useRecorder } from '../support/recorder';

const KEY = createContextKey('spec');
const outer = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
const inner = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
const place = { path: 'a' };

describe('callContext', () => {
  useRecorder();

  it('holds the span where the API looks for it', () => {
    const of = callContext(ROOT_CONTEXT, inner, undefined);
    expect(trace.getSpan(of)).to.equal(inner);
  });

  it('holds the place in the workflow', () => {
    const of = callContext(ROOT_CONTEXT, inner, place);
    expect(of.getValue(WORKFLOW_KEY)).to.equal(place);
  });

  it('shows what the context below holds', () => {
    const below = ROOT_CONTEXT.setValue(KEY, 1);
    const of = callContext(callContext(below, outer, place), inner, undefined);
    expect(of.getValue(KEY)).to.equal(1);
    expect(of.getValue(WORKFLOW_KEY)).to.equal(undefined);
  });

  it('stays as it is when a value is set or deleted', () => {
    const of = callContext(ROOT_CONTEXT, inner, place);
    trace.setSpan(of, outer).setValue(KEY, 1).setValue(WORKFLOW_KEY, 2);
    trace.deleteSpan(of).deleteValue(KEY).deleteValue(WORKFLOW_KEY);
    expect(trace.getSpan(of)).to.equal(inner);
    expect(of.getValue(KEY)).to.equal(undefined);
    expect(of.getValue(WORKFLOW_KEY)).to.equal(place);
  });

  it('takes another span, another place, and any other value', () => {
    const of = callContext(ROOT_CONTEXT, inner, place);
    expect(trace.getSpan(trace.setSpan(of, outer))).to.equal(outer);
    expect(of.setValue(WORKFLOW_KEY, 2).getValue(WORKFLOW_KEY)).to.equal(2);
    const other = of.setValue(KEY, 1);
    expect(other.getValue(KEY)).to.equal(1);
    expect(trace.getSpan(other)).to.equal(inner);
  });

  it('can lose its span although the context below has one', () => {
    const below = trace.setSpan(ROOT_CONTEXT, outer).setValue(KEY, 1);
    const of = callContext(below, inner, place);
    expect(trace.getSpan(trace.deleteSpan(of))).to.equal(undefined);
    expect(of.deleteValue(KEY).getValue(KEY)).to.equal(undefined);
    expect(of.deleteValue(WORKFLOW_KEY).getValue(WORKFLOW_KEY)).to.equal(
      undefined,
    );
  });

  it('carries baggage', () => {
    const baggage = propagation.createBaggage({ tenant: { value: 'a' } });
    const below = propagation.setBaggage(ROOT_CONTEXT, baggage);
    const of = callContext(below, inner, undefined);
    expect(propagation.getBaggage(of)).to.equal(baggage);
  });

  it('is made active by a context manager', () => {
    const of = callContext(ROOT_CONTEXT, inner, undefined);
    expect(context.with(of, () => trace.getActiveSpan())).to.equal(inner);
  });
});
