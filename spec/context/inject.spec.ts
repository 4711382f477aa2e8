import {
  context,
  propagation,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { expect } from 'chai';
import { extract } from '../../lib/context/extract';
import { injectInto, type InjectOptions } from '../../lib/context/inject';
import { workflowContext } from '../../lib/context/workflow-context';
import { withCorrelationId } from '../../lib/context/workflow-context';
import { warningCount } from '../../lib/internal/diag';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { NatsHeaders, SPAN_ID, TRACE_ID, TRACEPARENT } from './carriers';

const OLD = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;

function sending(): ReturnType<typeof trace.setSpanContext> {
  const sender = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    traceFlags: TraceFlags.SAMPLED,
  });
  return withCorrelationId(sender, 'order 7');
}

function injected<Target>(target: Target, options: InjectOptions = {}): Target {
  context.with(sending(), () => {
    injectInto(target, options);
  });
  return target;
}

const CORRELATION = { 'everspan-correlation-id': 'order%207' };
const TEXT = { traceparent: TRACEPARENT, ...CORRELATION };

describe('injectInto', () => {
  useRecorder();
  useW3cPropagation();

  const shapes: readonly (readonly [string, () => object, unknown])[] = [
    ['text headers', () => ({}), TEXT],
    ['a message with headers', () => ({ headers: {} }), { headers: TEXT }],
    [
      'a message whose headers are not set',
      () => ({ value: 'x', headers: undefined }),
      { value: 'x', headers: TEXT },
    ],
    [
      'an amqplib message',
      () => ({ properties: { headers: {} } }),
      { properties: { headers: TEXT } },
    ],
    [
      'a list of librdkafka',
      () => [{ other: 'x' }],
      [{ other: 'x' }, { traceparent: TRACEPARENT }, CORRELATION],
    ],
    [
      'parameters of SQS',
      () => ({ QueueUrl: 'q', MessageBody: 'x' }),
      {
        QueueUrl: 'q',
        MessageBody: 'x',
        MessageAttributes: {
          traceparent: { DataType: 'String', StringValue: TRACEPARENT },
          'everspan-correlation-id': {
            DataType: 'String',
            StringValue: 'order%207',
          },
        },
      },
    ],
    [
      'a Service Bus message',
      () => ({ body: 'x', applicationProperties: undefined }),
      {
        body: 'x',
        applicationProperties: { ...TEXT, 'Diagnostic-Id': TRACEPARENT },
      },
    ],
    [
      'options of MQTT 5 without properties of the user',
      () => ({ qos: 1, properties: {} }),
      { qos: 1, properties: { userProperties: TEXT } },
    ],
    [
      'options of MQTT 5',
      () => ({ properties: { userProperties: {} } }),
      { properties: { userProperties: TEXT } },
    ],
    [
      'options of a child process',
      () => ({ env: { PATH: '/bin' } }),
      {
        env: {
          PATH: '/bin',
          TRACEPARENT,
          EVERSPAN_CORRELATION_ID: 'order%207',
        },
      },
    ],
    [
      'options of a BullMQ job',
      () => ({ telemetry: {} }),
      { telemetry: { metadata: JSON.stringify(TEXT) } },
    ],
  ];

  for (const [name, make, expected] of shapes) {
    it(`writes into ${name}`, () => {
      expect(injected(make())).to.deep.equal(expected);
    });
  }

  for (const [name, make] of shapes) {
    it(`is read back from ${name} by extract`, () => {
      const found = extract(received(injected(make())));
      expect(trace.getSpanContext(found)?.spanId).to.equal(SPAN_ID);
      expect(workflowContext(found)?.correlationId).to.equal('order 7');
    });

    it(`writes over what it wrote into ${name}`, () => {
      expect(injected(injected(make()))).to.deep.equal(expected(make));
    });
  }

  function expected(make: () => object): object {
    return injected(make());
  }

  /** A child is given its environment, and not the options it is in. */
  function received(sent: object): unknown {
    return 'env' in sent ? sent.env : sent;
  }

  it('writes into Headers, a Map and the headers of NATS', () => {
    for (const target of [new Headers(), new Map(), new NatsHeaders()]) {
      injected<{ get(name: string): unknown }>(target);
      expect(target.get('traceparent')).to.equal(TRACEPARENT);
    }
  });

  it('writes by the setter of a carrier', () => {
    const written: unknown[] = [];
    const carrier = {};
    const setter = {
      set: (...args: readonly unknown[]): void => {
        written.push(args);
      },
    };
    injected({ carrier, setter });
    expect(written[0]).to.deep.equal([carrier, 'traceparent', TRACEPARENT]);
  });

  it('replaces every header of an earlier context', () => {
    const headers = {
      Traceparent: OLD,
      tracestate: 'old=1',
      baggage: 'old=1',
      'everspan-continuation': 'link',
      other: 'x',
    };
    expect(injected(headers)).to.deep.equal({ ...TEXT, other: 'x' });
  });

  it('leaves the first context alone with `overwrite: false`', () => {
    const headers = { traceparent: OLD };
    expect(injected(headers, { overwrite: false })).to.deep.equal({
      traceparent: OLD,
    });
    expect(injected({}, { overwrite: false })).to.deep.equal(TEXT);
  });

  it('says what the receiver should do', () => {
    expect(injected({}, { continuation: 'link' })).to.deep.equal({
      ...TEXT,
      'everspan-continuation': 'link',
    });
  });

  it('leaves a message as it is where nothing is active', () => {
    const options = { properties: {}, headers: undefined };
    injectInto(options, {});
    expect(options).to.deep.equal({ properties: {}, headers: undefined });
  });

  it('writes nothing where nothing is active', () => {
    const target = { traceparent: OLD };
    injectInto(target, {});
    expect(target).to.deep.equal({ traceparent: OLD });
  });

  it('gives a message with little room the most important headers', () => {
    const MessageAttributes = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`a${String(index)}`, {}]),
    );
    const { MessageAttributes: written } = injected({ MessageAttributes });
    expect(Object.keys(written)).to.have.length(10);
    expect(written).to.have.property('traceparent');
    expect(warningCount('WARN_EVERSPAN_CARRIER')).to.equal(1);
  });

  it('puts baggage last', () => {
    const baggage = propagation.createBaggage({ tenant: { value: 'acme' } });
    const active = propagation.setBaggage(sending(), baggage);
    const headers = {};
    context.with(active, () => {
      injectInto(headers, {});
    });
    expect(Object.keys(headers)).to.deep.equal([
      'traceparent',
      'everspan-correlation-id',
      'baggage',
    ]);
  });
});
