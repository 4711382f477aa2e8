import {
  context,
  type Context,
  propagation,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { expect } from 'chai';
import {
  withCorrelationId,
  workflowContext,
} from '../../lib/context/workflow-context';
import { createProvider, resourceFor } from '../../lib/setup/provider';
import { registerGlobals } from '../../lib/setup/globals';
import { ownEnvironment } from './own-environment';

const ABOUT_ORDER = withCorrelationId(ROOT_CONTEXT, 'order 7');

describe('propagateCorrelation', () => {
  ownEnvironment();
  let unregister = (): void => undefined;

  function register(propagates: boolean): void {
    const provider = createProvider({}, resourceFor({}), []);
    unregister = registerGlobals(provider, propagates);
  }

  afterEach(() => {
    unregister();
    trace.disable();
    context.disable();
    propagation.disable();
  });

  function headersOf(active: Context): Record<string, string> {
    const headers: Record<string, string> = {};
    propagation.inject(active, headers);
    return headers;
  }

  function idIn(headers: object): string | undefined {
    const found = propagation.extract(ROOT_CONTEXT, headers);
    return workflowContext(found)?.correlationId;
  }

  it('keeps the id at home unless it is asked to', () => {
    register(false);
    expect(headersOf(ABOUT_ORDER)).to.deep.equal({});
  });

  it('carries the id with every outgoing call, and takes it over', () => {
    register(true);
    const headers = headersOf(ABOUT_ORDER);
    expect(headers).to.deep.equal({
      baggage: 'everspan.correlation.id=order%207',
    });
    expect(idIn(headers)).to.equal('order 7');
  });

  it('carries it beside the baggage of others', () => {
    register(true);
    const others = propagation.createBaggage({ tenant: { value: 'acme' } });
    const { baggage } = headersOf(propagation.setBaggage(ABOUT_ORDER, others));
    expect(baggage).to.equal('tenant=acme,everspan.correlation.id=order%207');
  });

  it('carries nothing but it where baggage is not to be carried', () => {
    process.env['OTEL_PROPAGATORS'] = 'tracecontext';
    register(true);
    const others = propagation.createBaggage({ tenant: { value: 'acme' } });
    const headers = headersOf(propagation.setBaggage(ABOUT_ORDER, others));
    expect(headers).to.deep.equal({
      baggage: 'everspan.correlation.id=order%207',
    });
    expect(
      propagation.getBaggage(propagation.extract(ROOT_CONTEXT, headers)),
    ).to.equal(undefined);
  });

  it('sends no baggage where there is no id', () => {
    register(true);
    expect(headersOf(ROOT_CONTEXT)).to.deep.equal({});
  });

  it('cuts an id of somebody else that is too long', () => {
    register(true);
    const baggage = `everspan.correlation.id=${'x'.repeat(300)}`;
    expect(idIn({ baggage })).to.equal('x'.repeat(256));
  });
});
