/**
 * Where messages of different clients keep their headers: known by the shape
 * of the message, so that no client is a dependency. Pure.
 */

/** Ways down into a message, the more particular ones first. */
const HOMES: readonly (readonly string[])[] = [
  // amqplib
  ['properties', 'headers'],
  // MQTT 5: a packet, its properties
  ['properties', 'userProperties'],
  ['userProperties'],
  // Azure Service Bus and Event Hubs; AMQP 1.0 by rhea
  ['applicationProperties'],
  ['application_properties'],
  // SQS and SNS; their records in Lambda
  ['MessageAttributes'],
  ['messageAttributes'],
  // BullMQ: a job, and the options of one
  ['opts', 'telemetry', 'metadata'],
  ['telemetry', 'metadata'],
  // Kafka's clients, NATS, HTTP requests
  ['headers'],
];

/** SNS hands its message on as text in the body of SQS's. */
const BODIES = ['Body', 'body'] as const;
const MAX_BODY = 262_144;

/** The places in `message` that may hold headers; itself where it has none. */
export function headerHomes(message: object): readonly unknown[] {
  const found: unknown[] = [];
  for (const way of HOMES) {
    const home = valueAt(message, way);
    if (isHome(home)) found.push(home);
  }
  for (const name of BODIES) {
    const home = inNotification(message, name);
    if (home !== undefined) found.push(home);
  }
  if (found.length === 0) found.push(message);
  return found;
}

/** What stands in `message` at the end of a way of names. */
export function valueAt(message: object, way: readonly string[]): unknown {
  let place: unknown = message;
  for (const name of way) {
    if (typeof place !== 'object' || place === null) return undefined;
    place = (place as Readonly<Record<string, unknown>>)[name];
  }
  return place;
}

/** BullMQ's is JSON; a header that happens to be called so is not. */
function isHome(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('{');
  return typeof value === 'object' && value !== null;
}

function inNotification(message: object, name: string): unknown {
  const body: unknown = Reflect.get(message, name);
  if (typeof body !== 'string' || !body.startsWith('{')) return undefined;
  if (body.length > MAX_BODY) return undefined;
  if (!body.includes('"MessageAttributes"')) return undefined;
  const notification = parsedObject(body);
  const attributes: unknown =
    notification && Reflect.get(notification, 'MessageAttributes');
  return isHome(attributes) ? attributes : undefined;
}

/** The object that `text` is as JSON, if it is one. */
export function parsedObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
