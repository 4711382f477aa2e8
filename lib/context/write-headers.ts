/**
 * Writes headers into a message, in the shape its client expects.
 *
 * What is written into is the user's: nothing is added but headers, and a
 * target that cannot be written into (frozen, full) is said to be so.
 */
import {
  type CustomCarrier,
  isCustomCarrier,
  isKeyedHeaders,
  type KeyedHeaders,
} from './carrier';
import { parsedObject } from './header-homes';
import { textsOf } from './header-values';

/** One place to write to. Its methods throw what the target throws. */
export interface HeaderWriter {
  has(name: string): boolean;
  set(name: string, value: string): void;
  /** A header that is there already, in any case, is gone afterwards. */
  delete(name: string): void;
  /** How many more headers the target takes. */
  room(): number;
  /** Other names under which this client's own library reads the same. */
  readonly alsoTraceparentAs?: string;
}

/** SQS and SNS refuse a message with more attributes. */
const MAX_ATTRIBUTES = 10;

/** What `target` is written by, or `undefined` where it is no target. */
export function headerWriter(target: unknown): HeaderWriter | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  if (isCustomCarrier(target)) return customWriter(target);
  if (isKeyedHeaders(target)) return keyedWriter(target);
  if (Array.isArray(target)) return listWriter(target);
  return messageWriter(target) ?? recordWriter(target);
}

/** A way to write into what stands under a name of a message. */
type Home = readonly [name: string, write: (home: object) => HeaderWriter];

const HOMES: readonly Home[] = [
  ['MessageAttributes', attributeWriter],
  ['applicationProperties', serviceBusWriter],
  ['application_properties', serviceBusWriter],
  ['userProperties', recordWriter],
  ['telemetry', bullWriter],
  ['env', environmentWriter],
  ['headers', headersWriter],
];

/** Names that only parameters of SQS's and SNS's calls have. */
const AWS_NAMES = ['QueueUrl', 'TopicArn', 'MessageBody'] as const;

/** `undefined` where the target is the headers themselves. */
function messageWriter(target: object): HeaderWriter | undefined {
  const properties: unknown = Reflect.get(target, 'properties');
  if (typeof properties === 'object' && properties !== null) {
    return messageWriter(properties) ?? mqttWriter(properties);
  }
  const known = HOMES.find(([name]) => isHome(target, name));
  if (known) return known[1](homeIn(target, known[0]));
  const isAws = AWS_NAMES.some((name) => name in target);
  return isAws
    ? attributeWriter(homeIn(target, 'MessageAttributes'))
    : undefined;
}

/** The properties of MQTT 5, whose clients make no place for the user's. */
function mqttWriter(properties: object): HeaderWriter {
  return recordWriter(homeIn(properties, 'userProperties'));
}

/** A header may be called `headers`, and then it is text. */
function isHome(target: object, name: string): boolean {
  if (!(name in target)) return false;
  const value: unknown = Reflect.get(target, name);
  return value === undefined || (typeof value === 'object' && value !== null);
}

function homeIn(target: object, name: string): object {
  const there: unknown = Reflect.get(target, name);
  if (typeof there === 'object' && there !== null) return there;
  const made = {};
  put(target, name, made);
  return made;
}

function headersWriter(headers: object): HeaderWriter {
  if (isKeyedHeaders(headers)) return keyedWriter(headers);
  return Array.isArray(headers) ? listWriter(headers) : recordWriter(headers);
}

function recordWriter(headers: object): HeaderWriter {
  return {
    has: (name) => keysLike(headers, name).length > 0,
    set: (name, value) => {
      put(headers, name, value);
    },
    delete: (name) => {
      for (const key of keysLike(headers, name)) remove(headers, key);
    },
    room: () => Infinity,
  };
}

/** Azure's own library reads a header of another name. */
function serviceBusWriter(properties: object): HeaderWriter {
  return { ...recordWriter(properties), alsoTraceparentAs: 'Diagnostic-Id' };
}

function attributeWriter(attributes: object): HeaderWriter {
  return {
    ...recordWriter(attributes),
    set: (name, value) => {
      put(attributes, name, { DataType: 'String', StringValue: value });
    },
    room: () => MAX_ATTRIBUTES - Object.keys(attributes).length,
  };
}

/**
 * Variables for a child process: a shell takes no name with a hyphen.
 *
 * @see https://opentelemetry.io/docs/specs/otel/context/env-carriers/
 */
function environmentWriter(env: object): HeaderWriter {
  const nameOf = (name: string): string =>
    name.toUpperCase().replaceAll('-', '_');
  const writer = recordWriter(env);
  return {
    ...writer,
    has: (name) => writer.has(nameOf(name)),
    set: (name, value) => {
      writer.set(nameOf(name), value);
    },
    delete: (name) => {
      writer.delete(nameOf(name));
    },
  };
}

/** BullMQ keeps one text, in which its own library looks for JSON. */
function bullWriter(telemetry: object): HeaderWriter {
  const metadata = (): object => {
    const text: unknown = Reflect.get(telemetry, 'metadata');
    return (typeof text === 'string' ? parsedObject(text) : undefined) ?? {};
  };
  const rewrite = (change: (writer: HeaderWriter) => void): void => {
    const headers = metadata();
    change(recordWriter(headers));
    put(telemetry, 'metadata', JSON.stringify(headers));
  };
  return {
    has: (name) => keysLike(metadata(), name).length > 0,
    set: (name, value) => {
      rewrite((writer) => {
        writer.set(name, value);
      });
    },
    delete: (name) => {
      if (keysLike(metadata(), name).length === 0) return;
      rewrite((writer) => {
        writer.delete(name);
      });
    },
    room: () => Infinity,
  };
}

function keyedWriter(headers: KeyedHeaders): HeaderWriter {
  return {
    has: (name) => textsOf(headers.get(name)).some((text) => text !== ''),
    set: (name, value) => {
      headers.set(name, value);
    },
    delete: (name) => headers.delete?.(name),
    room: () => Infinity,
  };
}

/** librdkafka's: one object per header. */
function listWriter(list: unknown[]): HeaderWriter {
  return {
    has: (name) => list.some((item) => isHeader(item, name)),
    set: (name, value) => {
      list.push({ [name]: value });
    },
    delete: (name) => {
      const kept = list.filter((item) => !isHeader(item, name));
      if (kept.length < list.length) list.splice(0, list.length, ...kept);
    },
    room: () => Infinity,
  };
}

function isHeader(item: unknown, name: string): boolean {
  return (
    typeof item === 'object' && item !== null && keysLike(item, name).length > 0
  );
}

function customWriter({ carrier, setter }: CustomCarrier): HeaderWriter {
  return {
    has: () => false,
    set: (name, value) => {
      setter?.set(carrier, name, value);
    },
    delete: () => undefined,
    room: () => (setter ? Infinity : 0),
  };
}

function keysLike(headers: object, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return Object.keys(headers).filter((key) => key.toLowerCase() === wanted);
}

/** Defined, for an assignment to `__proto__` or to a setter does other things. */
function put(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function remove(target: object, key: string): void {
  if (!Reflect.deleteProperty(target, key)) {
    throw new TypeError(`the header ${key} cannot be replaced`);
  }
}
