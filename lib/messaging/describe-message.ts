/**
 * What a message tells of itself, read by the names that the clients of its
 * system use. Pure, and never throwing: it comes from outside.
 */
import type { Attributes } from '@opentelemetry/api';
import { valueAt } from '../context/header-homes';
import {
  DESTINATION_PARTITION,
  MESSAGE_ID,
  namesOf,
  presentSystem,
} from './conventions';

/** Characters of a value; what is longer is no id. */
const MAX_VALUE = 256;
const DECODER = new TextDecoder();

/** Adds what it finds in a message to the attributes. */
type Describe = (message: object, attributes: Attributes) => void;

/**
 * What describes the messages of `system`: gives the attributes of one, for
 * its span or for its link. The names are chosen once, and not per message.
 */
export function messageDescriber(
  system: string,
): (message: unknown) => Attributes {
  const describe = OF_SYSTEM[presentSystem(system)]?.();
  return (message) => {
    const attributes: Attributes = {};
    if (typeof message !== 'object' || message === null) return attributes;
    try {
      addId(message, attributes);
      describe?.(message, attributes);
    } catch {
      // A getter or a Proxy that throws: what is not known is left out.
    }
    return attributes;
  };
}

/** amqplib, SQS, Lambda, Service Bus, AMQP 1.0, BullMQ. */
const ID_WAYS = [
  ['properties', 'messageId'],
  ['MessageId'],
  ['messageId'],
  ['message_id'],
  ['id'],
] as const;

function addId(message: object, attributes: Attributes): void {
  for (const way of ID_WAYS) {
    const id = textAt(message, way);
    if (id === undefined) continue;
    attributes[MESSAGE_ID] = id;
    return;
  }
}

const OF_SYSTEM: Readonly<Record<string, (() => Describe) | undefined>> = {
  kafka: ofKafka,
  rabbitmq: ofRabbit,
  'azure.servicebus': ofServiceBus,
};

function ofKafka(): Describe {
  const offsetNames = namesOf('kafkaOffset');
  const keyNames = namesOf('kafkaKey');
  return (message, attributes) => {
    const offset = Number(textAt(message, ['offset']) ?? NaN);
    if (Number.isSafeInteger(offset)) add(attributes, offsetNames, offset);
    add(attributes, keyNames, textAt(message, ['key']));
    add(attributes, PARTITION, textAt(message, ['partition']));
  };
}

const PARTITION = [DESTINATION_PARTITION];

function ofRabbit(): Describe {
  const keyNames = namesOf('rabbitRoutingKey');
  const tagNames = namesOf('rabbitDeliveryTag');
  return (message, attributes) => {
    add(attributes, keyNames, textAt(message, ['fields', 'routingKey']));
    add(attributes, tagNames, numberAt(message, ['fields', 'deliveryTag']));
  };
}

function ofServiceBus(): Describe {
  const names = namesOf('serviceBusDeliveryCount');
  return (message, attributes) => {
    add(attributes, names, numberAt(message, ['deliveryCount']));
  };
}

function add(
  attributes: Attributes,
  names: readonly string[],
  value: string | number | undefined,
): void {
  if (value === undefined) return;
  for (const name of names) attributes[name] = value;
}

function textAt(message: object, way: readonly string[]): string | undefined {
  const value = valueAt(message, way);
  if (typeof value === 'number') return String(value);
  const text = value instanceof Uint8Array ? textOf(value) : value;
  if (typeof text !== 'string' || text === '') return undefined;
  return text.length > MAX_VALUE ? undefined : text;
}

function numberAt(message: object, way: readonly string[]): number | undefined {
  const value = valueAt(message, way);
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_VALUE) return '';
  return Buffer.isBuffer(bytes) ? bytes.toString() : DECODER.decode(bytes);
}
