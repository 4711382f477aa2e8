import {
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type ContextManager,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { registerGlobals } from '../../lib/setup/globals';
import { hostProvider } from '../../lib/setup/host-provider';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

const KEY = createContextKey('spec');

/** Whether a context outlives an `await`. */
async function isContextKept(): Promise<boolean> {
  const marked = ROOT_CONTEXT.setValue(KEY, 'here');
  return context.with(marked, async () => {
    await new Promise(setImmediate);
    return context.active().getValue(KEY) === 'here';
  });
}

/** What is put on the way out of the process. */
function injected(): readonly string[] {
  const spanContext = {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    traceFlags: TraceFlags.SAMPLED,
  };
  const baggage = propagation.createBaggage({ tenant: { value: 'a' } });
  const carrier = {};
  propagation.inject(
    propagation.setBaggage(
      trace.setSpanContext(ROOT_CONTEXT, spanContext),
      baggage,
    ),
    carrier,
  );
  return Object.keys(carrier).sort();
}

describe('registerGlobals', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  afterEach(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });

  it('registers provider, context manager and propagators', async () => {
    const provider = new TracerProvider();
    registerGlobals(provider);
    expect(hostProvider()).to.equal(provider);
    expect(await isContextKept()).to.equal(true);
    expect(injected()).to.deep.equal(['baggage', 'traceparent']);
  });

  it('leaves nothing behind when it is taken back', async () => {
    registerGlobals(new TracerProvider())();
    expect(hostProvider()).to.equal(undefined);
    expect(await isContextKept()).to.equal(false);
    expect(injected()).to.deep.equal([]);
  });

  it('can be done again', async () => {
    registerGlobals(new TracerProvider())();
    const provider = new TracerProvider();
    registerGlobals(provider);
    expect(hostProvider()).to.equal(provider);
    expect(await isContextKept()).to.equal(true);
    expect(injected()).to.deep.equal(['baggage', 'traceparent']);
  });

  it("leaves the host's context manager alone", async () => {
    const manager: ContextManager = new AsyncLocalStorageContextManager();
    context.setGlobalContextManager(manager.enable());
    const undo = registerGlobals(new TracerProvider());
    expect(await isContextKept()).to.equal(true);
    undo();
    expect(await isContextKept()).to.equal(true);
  });

  it("leaves the host's propagator alone", () => {
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    const undo = registerGlobals(new TracerProvider());
    expect(injected()).to.deep.equal(['traceparent']);
    undo();
    expect(injected()).to.deep.equal(['traceparent']);
  });

  const PROPAGATORS: Readonly<Record<string, readonly string[]>> = {
    '': ['baggage', 'traceparent'],
    'tracecontext,baggage': ['baggage', 'traceparent'],
    ' baggage , baggage ': ['baggage'],
    tracecontext: ['traceparent'],
    none: [],
    'tracecontext,none': [],
  };

  for (const [names, headers] of Object.entries(PROPAGATORS)) {
    it(`propagates as OTEL_PROPAGATORS="${names}" says`, () => {
      setVariables({ OTEL_PROPAGATORS: names });
      registerGlobals(new TracerProvider());
      expect(injected()).to.deep.equal(headers);
      expect(lines()).to.deep.equal([]);
    });
  }

  it('warns of a propagator it does not know, and keeps the others', () => {
    setVariables({ OTEL_PROPAGATORS: 'b3,tracecontext,toString' });
    registerGlobals(new TracerProvider());
    expect(injected()).to.deep.equal(['traceparent']);
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('OTEL_PROPAGATORS').and.include('"b3"');
  });
});
