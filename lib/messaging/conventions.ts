/**
 * Messaging attributes of OpenTelemetry's conventions, owned here: they are
 * still in development, and a release of theirs must not rename ours.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/
 */
import { SpanKind } from '@opentelemetry/api';
import { variable } from '../internal/env';

export const OPERATION_NAME = 'messaging.operation.name';
export const OPERATION_TYPE = 'messaging.operation.type';
export const DESTINATION_NAME = 'messaging.destination.name';
export const DESTINATION_TEMPLATE = 'messaging.destination.template';
export const DESTINATION_ANONYMOUS = 'messaging.destination.anonymous';
export const DESTINATION_TEMPORARY = 'messaging.destination.temporary';
export const DESTINATION_PARTITION = 'messaging.destination.partition.id';
export const SUBSCRIPTION_NAME = 'messaging.destination.subscription.name';
export const CONSUMER_GROUP = 'messaging.consumer.group.name';
export const CLIENT_ID = 'messaging.client.id';
export const MESSAGE_ID = 'messaging.message.id';
/** @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/server/ */
export const SERVER_ADDRESS = 'server.address';
export const SERVER_PORT = 'server.port';

/** What a producer does. */
export type ProducerOperation = 'send' | 'create';
/** What a consumer does. */
export type ConsumerOperation = 'process' | 'receive' | 'settle';
/** What is done with messages. */
export type Operation = ProducerOperation | ConsumerOperation;

/** @see https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/#span-kind */
export const KIND_OF: Readonly<Record<Operation, SpanKind>> = {
  create: SpanKind.PRODUCER,
  send: SpanKind.PRODUCER,
  receive: SpanKind.CLIENT,
  process: SpanKind.CONSUMER,
  settle: SpanKind.CLIENT,
};

/** An attribute before and after the conventions renamed it in 1.45. */
interface Renamed {
  readonly before: string;
  readonly now: string;
}

type Name =
  | 'kafkaOffset'
  | 'kafkaKey'
  | 'rabbitRoutingKey'
  | 'rabbitDeliveryTag'
  | 'serviceBusDeliveryCount';

const RENAMED: Readonly<Record<Name, Renamed>> = {
  kafkaOffset: { before: 'messaging.kafka.offset', now: 'kafka.offset' },
  kafkaKey: {
    before: 'messaging.kafka.message.key',
    now: 'kafka.message.key',
  },
  rabbitRoutingKey: {
    before: 'messaging.rabbitmq.destination.routing_key',
    now: 'rabbitmq.destination.routing_key',
  },
  rabbitDeliveryTag: {
    before: 'messaging.rabbitmq.message.delivery_tag',
    now: 'rabbitmq.message.delivery_tag',
  },
  serviceBusDeliveryCount: {
    before: 'messaging.servicebus.message.delivery_count',
    now: 'azure.servicebus.message.delivery_count',
  },
};

/** Names of systems that were changed likewise. */
const RENAMED_SYSTEMS: Readonly<Record<string, string>> = {
  aws_sqs: 'aws.sqs',
  servicebus: 'azure.servicebus',
  eventhubs: 'azure.eventhubs',
  eventgrid: 'azure.eventgrid',
  gcp_pubsub: 'gcp.pubsub',
};

/** The present name of a system, whichever was given. */
export function presentSystem(system: string): string {
  const isRenamed = Object.hasOwn(RENAMED_SYSTEMS, system);
  return (isRenamed ? RENAMED_SYSTEMS[system] : undefined) ?? system;
}

function formerSystem(system: string): string {
  const names = Object.entries(RENAMED_SYSTEMS);
  const found = names.find(([, present]) => present === system);
  return found?.[0] ?? system;
}

/** @see https://opentelemetry.io/docs/specs/semconv/messaging/ */
const OPT_IN = 'OTEL_SEMCONV_STABILITY_OPT_IN';

/**
 * Whether the former names are left out. As long as nobody has chosen they are
 * there beside the present ones, for backends still read them.
 */
function isFormerLeftOut(): boolean {
  const chosen = variable(OPT_IN)?.split(',') ?? [];
  return chosen.map((each) => each.trim()).includes('messaging');
}

/** The names under which a value is recorded. */
export function namesOf(name: Name): readonly string[] {
  const { before, now } = RENAMED[name];
  return isFormerLeftOut() ? [now] : [now, before];
}

/** The messaging system, likewise. */
export function systemAttributes(system: string): Record<string, string> {
  const now = { 'messaging.system.name': presentSystem(system) };
  if (isFormerLeftOut()) return now;
  return { ...now, 'messaging.system': formerSystem(presentSystem(system)) };
}
