/** Messages as their clients hand them out, with one `traceparent`. */
export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
export const SPAN_ID = 'b7ad6b7169203331';
export const TRACEPARENT = `00-${TRACE_ID}-${SPAN_ID}-01`;

/** The `MsgHdrs` of NATS: its own case, and `''` for what is not there. */
export class NatsHeaders {
  readonly #values = new Map<string, string>();

  get(name: string): string {
    return this.#values.get(name) ?? '';
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  keys(): string[] {
    return [...this.#values.keys()];
  }
}

function natsHeaders(name: string): NatsHeaders {
  const headers = new NatsHeaders();
  headers.set(name, TRACEPARENT);
  return headers;
}

const bytes = Buffer.from(TRACEPARENT);
const attribute = { DataType: 'String', StringValue: TRACEPARENT };
const notified = { Type: 'String', Value: TRACEPARENT };
const notification = JSON.stringify({
  Type: 'Notification',
  Message: 'hello',
  MessageAttributes: { traceparent: notified },
});
const custom = { of: 'its own kind' };

export const RECEIVED: Readonly<Record<string, unknown>> = {
  'text headers': { traceparent: TRACEPARENT },
  'text headers in another case': { TraceParent: TRACEPARENT },
  'a header object without a prototype': Object.assign(
    Object.create(null) as object,
    { traceparent: TRACEPARENT },
  ),
  'a traceparent by itself': TRACEPARENT,
  'headers as JSON': JSON.stringify({ traceparent: TRACEPARENT }),
  'an HTTP request of node': { headers: { traceparent: TRACEPARENT } },
  'a fetch Request': new Request('http://localhost', {
    headers: { traceparent: TRACEPARENT },
  }),
  'fetch Headers': new Headers({ Traceparent: TRACEPARENT }),
  'a Map': new Map([['Traceparent', TRACEPARENT]]),
  'a kafkajs message': { value: null, headers: { traceparent: bytes } },
  'a kafkajs message with a list': { headers: { traceparent: [bytes, bytes] } },
  'a librdkafka message': { headers: [{ other: 'x' }, { traceparent: bytes }] },
  'headers as pairs': [['traceparent', TRACEPARENT]],
  'a Kafka record in Lambda': { headers: [{ traceparent: [...bytes] }] },
  'an amqplib message': {
    content: Buffer.from('x'),
    properties: { headers: { 'x-death': [], traceparent: TRACEPARENT } },
  },
  'a NATS message': { data: bytes, headers: natsHeaders('traceparent') },
  'a NATS message in another case': { headers: natsHeaders('Traceparent') },
  'a BullMQ job': {
    data: {},
    opts: { telemetry: { metadata: `{"traceparent":"${TRACEPARENT}"}` } },
  },
  'an SQS message': { MessageAttributes: { traceparent: attribute } },
  'an SQS record in Lambda': {
    body: 'hello',
    messageAttributes: {
      traceparent: { dataType: 'String', stringValue: TRACEPARENT },
    },
  },
  'an SNS message in an SQS body': {
    MessageAttributes: {},
    Body: notification,
  },
  'a Service Bus message': {
    body: 'x',
    applicationProperties: { traceparent: TRACEPARENT },
  },
  'a Service Bus message of an Azure sender': {
    applicationProperties: { 'Diagnostic-Id': TRACEPARENT },
  },
  'a rhea message': { application_properties: { traceparent: TRACEPARENT } },
  'an MQTT 5 packet': {
    properties: { userProperties: { traceparent: TRACEPARENT } },
  },
  'an MQTT 5 packet with a repeated property': {
    properties: { userProperties: { traceparent: [TRACEPARENT, 'x'] } },
  },
  'a buffer that went through JSON': {
    headers: { traceparent: JSON.parse(JSON.stringify(bytes)) as unknown },
  },
  'the environment of a process': { PATH: '/bin', TRACEPARENT },
  'a carrier with its own getter': {
    carrier: custom,
    getter: {
      get: (carrier: unknown, name: string) =>
        carrier === custom && name === 'traceparent' ? TRACEPARENT : undefined,
    },
  },
};

function throwing(): never {
  throw new Error('hostile');
}

/** What a sender, a broker or a bug may put in a carrier's place. */
export const GARBAGE: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  'a number': 5,
  'an empty text': '',
  'a text that is no JSON': '{',
  'JSON of no object': '"x"',
  'an empty object': {},
  'an empty list': [],
  'a list of anything': [null, 5, 'x', [], [5, 6], {}],
  'numbers as values': { traceparent: 5 },
  'objects as values': { traceparent: { StringValue: 5 } },
  'a circle as a value': circle(),
  'a text of a megabyte': { traceparent: 'x'.repeat(1_000_000) },
  'bytes of a megabyte': { traceparent: Buffer.alloc(1_000_000) },
  'upper case': { traceparent: TRACEPARENT.toUpperCase() },
  'zeros for ids': { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01` },
  'a getter that throws': {
    get traceparent(): string {
      return throwing();
    },
  },
  'headers that throw': {
    get headers(): object {
      return throwing();
    },
  },
  'a Proxy that throws': new Proxy(
    {},
    { get: throwing, has: throwing, ownKeys: throwing },
  ),
  'methods that throw': { get: throwing, set: throwing, keys: throwing },
  'a getter of its own that throws': {
    carrier: {},
    getter: { get: throwing, keys: throwing },
  },
  'a body that is no notification': { Body: '{"MessageAttributes":5}' },
};

function circle(): object {
  const headers: Record<string, unknown> = {};
  headers['traceparent'] = headers;
  headers['headers'] = headers;
  return headers;
}
