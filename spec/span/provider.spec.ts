import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task } from '../../lib';
import { resetWarnings, warningCount } from '../../lib/internal/diag';

const call = () => task.run('call', () => trace.getActiveSpan());
const annotated = task.wrap('call', () => trace.getActiveSpan());

describe('without a provider', () => {
  it('a call runs as if it were not annotated', () => {
    expect(annotated()).to.equal(undefined);
    expect(call()).to.equal(undefined);
  });

  it('the function of run has a span that records nothing', () => {
    const isRecording = task.run('call', (span) => {
      span.setAttribute('a', 1).end();
      return span.isRecording();
    });
    expect(isRecording).to.equal(false);
  });

  it('a promise is the one the function returned', () => {
    const promise = Promise.resolve();
    expect(task.run('call', () => promise)).to.equal(promise);
  });
});

describe('a provider', () => {
  afterEach(() => {
    trace.disable();
  });

  it('may come after the annotations, and go, and come again', () => {
    const starts: string[] = [];
    annotated();
    trace.setGlobalTracerProvider(providerOf(tracerNoting(starts, 'a')));
    annotated();
    trace.disable();
    annotated();
    trace.setGlobalTracerProvider(providerOf(tracerNoting(starts, 'b')));
    annotated();
    annotated();
    expect(starts).to.deep.equal(['a', 'b', 'b']);
  });

  it('may be registered without the proxy of the API', () => {
    const starts: string[] = [];
    const key = Symbol.for('opentelemetry.js.api.1');
    trace.setGlobalTracerProvider(providerOf(tracerNoting(starts, 'proxied')));
    const globals = Reflect.get(globalThis, key) as Record<string, unknown>;
    const proxy = globals['trace'];
    globals['trace'] = providerOf(tracerNoting(starts, 'foreign'));
    annotated();
    globals['trace'] = proxy;
    annotated();
    expect(starts).to.deep.equal(['foreign', 'proxied']);
  });

  it('that cannot give a tracer is told once', () => {
    process.env['EVERSPAN_LOG'] = 'off';
    resetWarnings();
    trace.setGlobalTracerProvider({ getTracer: refuse });
    expect([annotated(), annotated()]).to.deep.equal([undefined, undefined]);
    expect(warningCount('WARN_EVERSPAN_INTERNAL')).to.equal(1);
    delete process.env['EVERSPAN_LOG'];
  });

  for (const broken of ['startSpan', 'setStatus', 'end'] as const) {
    it(`whose ${broken} throws does not reach the caller`, () => {
      process.env['EVERSPAN_LOG'] = 'off';
      resetWarnings();
      trace.setGlobalTracerProvider(providerOf(brokenTracer(broken)));
      const error = new Error('own');
      const fail = task.wrap('call', () => {
        throw error;
      });
      expect(fail).to.throw(error);
      expect(warningCount('WARN_EVERSPAN_INTERNAL')).to.equal(1);
      delete process.env['EVERSPAN_LOG'];
    });
  }

  it('that writes into what it is given harms no other call', () => {
    const seen: unknown[] = [];
    const tracer = tracerOf((_name, options) => {
      seen.push({ ...options.attributes });
      if (options.attributes) options.attributes['tenant'] = 'first';
      return trace.wrapSpanContext({ traceId: '', spanId: '', traceFlags: 0 });
    });
    trace.setGlobalTracerProvider(providerOf(tracer));
    annotated();
    annotated();
    expect(seen[1]).to.deep.equal(seen[0]);
  });
});

function refuse(): never {
  throw new Error('refused');
}

type Start = (name: string, options: SpanOptions, where: Context) => Span;

function tracerOf(start: Start): Tracer {
  return {
    startSpan: (name, options = {}, where = ROOT_CONTEXT) =>
      start(name, options, where),
    startActiveSpan: refuse,
  };
}

function providerOf(tracer: Tracer): { getTracer: () => Tracer } {
  return { getTracer: () => tracer };
}

function tracerNoting(starts: string[], which: string): Tracer {
  return tracerOf(() => {
    starts.push(which);
    return trace.wrapSpanContext({ traceId: '', spanId: '', traceFlags: 0 });
  });
}

function brokenTracer(method: 'startSpan' | 'setStatus' | 'end'): Tracer {
  return tracerOf((name) => {
    if (method === 'startSpan') refuse();
    const span = new BasicTracerProvider().getTracer('x').startSpan(name);
    return Object.assign(span, { [method]: refuse });
  });
}
