/** Messages, and a span around their handling as it is written by hand. */
import {
  type Attributes,
  type Context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

interface Headers<Value> {
  readonly traceparent: Value;
  readonly 'everspan-correlation-id': Value;
}

/** Every message has a sender and a business of its own. */
function headersOf(nth: number): Headers<string> {
  const spanId = (nth + 1).toString(16).padStart(16, '0');
  return {
    traceparent: `00-${TRACE_ID}-${spanId}-01`,
    'everspan-correlation-id': `o-${nth}`,
  };
}

function bytesOf(headers: Headers<string>): Headers<Buffer> {
  return {
    traceparent: Buffer.from(headers.traceparent),
    'everspan-correlation-id': Buffer.from(headers['everspan-correlation-id']),
  };
}

function hundred<Message>(make: (nth: number) => Message): readonly Message[] {
  return Array.from({ length: 100 }, (_, nth) => make(nth));
}

/** As amqplib hands them out. */
export const RABBIT = hundred((nth) => ({
  content: Buffer.from('{}'),
  fields: { routingKey: 'orders', deliveryTag: nth },
  properties: { messageId: `m-${nth}`, headers: headersOf(nth) },
}));

/** As kafkajs hands them out. */
export const KAFKA = hundred((nth) => ({
  key: Buffer.from(`o-${nth}`),
  value: Buffer.from('{}'),
  offset: String(nth),
  headers: bytesOf(headersOf(nth)),
}));

type RabbitMessage = (typeof RABBIT)[number];
type KafkaMessage = (typeof KAFKA)[number];

/** What a consumer records of every message, and names below itself. */
const FIXED = {
  'everspan.kind': 'consumer',
  'code.function.name': 'handle',
  'everspan.workflow.name': 'process orders',
  'everspan.path': 'process orders',
  'messaging.operation.name': 'process',
  'messaging.operation.type': 'process',
  'messaging.destination.name': 'orders',
};

export const handle = (): number => 1;

/** One message of RabbitMQ, in a trace of its own. */
export function rabbitByHand(message: RabbitMessage): number {
  const { headers } = message.properties;
  const sender = propagation.extract(ROOT_CONTEXT, headers);
  return inSpan(trace.deleteSpan(sender), {
    links: linksTo(sender),
    attributes: ofRabbit(message),
  });
}

/** The same in the sender's trace, linked to it as the conventions want. */
export function rabbitBelowByHand(message: RabbitMessage): number {
  const { headers } = message.properties;
  const sender = propagation.extract(ROOT_CONTEXT, headers);
  const links = linksTo(sender);
  return inSpan(sender, { links, attributes: ofRabbit(message) });
}

/** One message of Kafka, in a trace of its own. */
export function kafkaByHand(message: KafkaMessage): number {
  const sender = propagation.extract(ROOT_CONTEXT, message.headers, TEXTS);
  const attributes = {
    ...FIXED,
    'everspan.correlation.id': idOf(message),
    'messaging.system': 'kafka',
    'messaging.system.name': 'kafka',
    ...ofKafka(message),
  };
  const links = linksTo(sender);
  return inSpan(trace.deleteSpan(sender), { links, attributes });
}

/** A batch of Kafka, linked to every sender. */
export function batchByHand(messages: readonly KafkaMessage[]): number {
  const links = messages.flatMap((message) => {
    const sender = propagation.extract(ROOT_CONTEXT, message.headers, TEXTS);
    const attributes = ofKafka(message);
    return linksTo(sender).map((link) => ({ ...link, attributes }));
  });
  const attributes = {
    ...FIXED,
    'messaging.system': 'kafka',
    'messaging.system.name': 'kafka',
    'messaging.batch.message_count': messages.length,
    ...commonId(messages),
  };
  return inSpan(ROOT_CONTEXT, { links, attributes });
}

function bytesAt(headers: object, name: string): Buffer | undefined {
  return (headers as Readonly<Record<string, Buffer>>)[name];
}

const TEXTS: TextMapGetter<Headers<Buffer>> = {
  get: (headers, name) => bytesAt(headers, name)?.toString(),
  keys: (headers) => Object.keys(headers),
};

function idOf({ headers }: KafkaMessage): string {
  return headers['everspan-correlation-id'].toString();
}

/** The business that all messages are about, if they are. */
function commonId(messages: readonly KafkaMessage[]): Attributes {
  const [id, ...others] = new Set(messages.map(idOf));
  return others.length > 0 ? {} : { 'everspan.correlation.id': id };
}

function ofRabbit({ fields, properties }: RabbitMessage): Attributes {
  return {
    ...FIXED,
    'everspan.correlation.id': properties.headers['everspan-correlation-id'],
    'messaging.system': 'rabbitmq',
    'messaging.system.name': 'rabbitmq',
    'messaging.message.id': properties.messageId,
    'messaging.rabbitmq.destination.routing_key': fields.routingKey,
    'rabbitmq.destination.routing_key': fields.routingKey,
    'messaging.rabbitmq.message.delivery_tag': fields.deliveryTag,
    'rabbitmq.message.delivery_tag': fields.deliveryTag,
  };
}

function ofKafka({ key, offset }: KafkaMessage): Attributes {
  const id = key.toString();
  return {
    'messaging.kafka.offset': Number(offset),
    'kafka.offset': Number(offset),
    'messaging.kafka.message.key': id,
    'kafka.message.key': id,
  };
}

function linksTo(sender: Context): Link[] {
  const context = trace.getSpanContext(sender);
  return context ? [{ context }] : [];
}

interface Consumed {
  readonly links: Link[];
  readonly attributes: Attributes;
}

function inSpan(around: Context, { links, attributes }: Consumed): number {
  const tracer = trace.getTracer('bench');
  const options = { kind: SpanKind.CONSUMER, links, attributes };
  return tracer.startActiveSpan('process orders', options, around, (span) => {
    try {
      return handle();
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
