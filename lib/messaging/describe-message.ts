/**
 * What a message tells of itself, read by the names that the clients of its
 * system use. Pure, and never throwing: it comes from outside.
 */
import type { Attributes } from '@opentelemetry/api';
import {
  DESTINATION_PARTITION,
  MESSAGE_ID,
  renamed,
  presentSystem,
} from './conventions';

/** Characters of a value; what is longer is no id. */
const MAX_VALUE = 256;

/** Attributes of one message of `system`, for its span or for its link. */
export function describeMessage(system: string, message: unknown): Attributes {
  if (typeof message !== 'object' || message === null) return {};
  try {
    return { ...idOf(message), ...ofSystem(presentSystem(system), message) };
  } catch {
    // A getter or a Proxy that throws: what is not known is left out.
    return {};
  }
}

/** amqplib, SQS, Lambda, Service Bus, AMQP 1.0, BullMQ. */
const ID_WAYS = [
  ['properties', 'messageId'],
  ['MessageId'],
  ['messageId'],
  ['message_id'],
  ['id'],
] as const;

function idOf(message: object): Attributes {
  const id = ID_WAYS.map((way) => textAt(message, way)).find(isGiven);
  return id === undefined ? {} : { [MESSAGE_ID]: id };
}

function ofSystem(system: string, message: object): Attributes {
  switch (system) {
    case 'kafka':
      return ofKafka(message);
    case 'rabbitmq':
      return ofRabbit(message);
    case 'azure.servicebus':
      return ofServiceBus(message);
    default:
      return {};
  }
}

function ofKafka(message: object): Attributes {
  const offset = Number(textAt(message, ['offset']) ?? NaN);
  const key = textAt(message, ['key']);
  const partition = textAt(message, ['partition']);
  return {
    ...(Number.isSafeInteger(offset) && renamed('kafkaOffset', offset)),
    ...(key !== undefined && renamed('kafkaKey', key)),
    ...(partition !== undefined && { [DESTINATION_PARTITION]: partition }),
  };
}

function ofRabbit(message: object): Attributes {
  const routingKey = textAt(message, ['fields', 'routingKey']);
  const tag = numberAt(message, ['fields', 'deliveryTag']);
  return {
    ...(routingKey !== undefined && renamed('rabbitRoutingKey', routingKey)),
    ...(tag !== undefined && renamed('rabbitDeliveryTag', tag)),
  };
}

function ofServiceBus(message: object): Attributes {
  const count = numberAt(message, ['deliveryCount']);
  return count === undefined ? {} : renamed('serviceBusDeliveryCount', count);
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

function valueAt(message: object, way: readonly string[]): unknown {
  let place: unknown = message;
  for (const name of way) {
    if (typeof place !== 'object' || place === null) return undefined;
    place = Reflect.get(place, name);
  }
  return place;
}

function textOf(bytes: Uint8Array): string {
  return bytes.length > MAX_VALUE ? '' : new TextDecoder().decode(bytes);
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined;
}
