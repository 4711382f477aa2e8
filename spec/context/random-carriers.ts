/** Carriers that nobody has thought of: random shapes, random values. */
import { TRACEPARENT } from './carriers';

/** A number from 0 up to `below`, the same ones for the same seed. */
export type Random = (below: number) => number;

/** @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Names at which headers are looked for, and headers. */
const NAMES = [
  ...['headers', 'properties', 'userProperties', 'applicationProperties'],
  ...['application_properties', 'MessageAttributes', 'messageAttributes'],
  ...['opts', 'telemetry', 'metadata', 'env', 'Body', 'body', 'carrier'],
  ...['getter', 'setter', 'get', 'set', 'keys', 'delete', 'QueueUrl'],
  ...['StringValue', 'Value', 'data', 'type', 'length', '__proto__'],
  ...['traceparent', 'TRACEPARENT', 'tracestate', 'baggage', 'Diagnostic-Id'],
  ...['everspan-correlation-id', 'everspan-continuation', 'spanContext'],
  ...['traceId', 'spanId', 'getValue', 'constructor', 'toString', 'x-y'],
] as const;

const TEXTS = [
  ...['', '{', '{}', '[]', 'null', TRACEPARENT, `${TRACEPARENT},x`, '%', 'a=1'],
  ...['%E0%A4%A', ',,,', 'link', '\u0000', '\ud800', '=;,='.repeat(2_000)],
  ...[
    JSON.stringify({ traceparent: TRACEPARENT }),
    '00-0-0-0',
    'x'.repeat(300),
  ],
  ...[`{"MessageAttributes":{"traceparent":{"Value":"${TRACEPARENT}"}}}`],
] as const;

function hostile(): never {
  throw new Error('hostile');
}

type Make = (random: Random, depth: number) => unknown;

const LEAVES: readonly Make[] = [
  (random) => TEXTS[random(TEXTS.length)],
  () => TRACEPARENT,
  (random) => Buffer.from(TEXTS[random(TEXTS.length)] ?? ''),
  (random) => [undefined, null, true, 1.5, 5, 7n, Symbol('x')][random(7)],
  (random) => [new Date(NaN), /x/, new Error('x'), Object(1n)][random(4)],
  () => hostile,
  (random) => () => TEXTS[random(TEXTS.length)],
  () => new Proxy({}, { get: hostile, has: hostile, ownKeys: hostile }),
  () => new Proxy(() => undefined, { get: hostile, apply: hostile }),
];

const NODES: readonly Make[] = [
  record,
  record,
  record,
  (random, depth) =>
    Array.from({ length: random(4) }, () => randomCarrier(random, depth - 1)),
  (random, depth) =>
    new Map([[nameOf(random), randomCarrier(random, depth - 1)]]),
  (random, depth) => Object.freeze(record(random, depth)),
  (random, depth) => {
    const circle = record(random, depth);
    put(circle, nameOf(random), { value: circle });
    return circle;
  },
  (random, depth) => {
    const target = record(random, depth);
    put(target, nameOf(random), { get: hostile });
    return target;
  },
];

/** Every third is the one that all turns on. */
function nameOf(random: Random): string {
  if (random(3) === 0) return 'traceparent';
  return NAMES[random(NAMES.length)] ?? '';
}

function put(target: object, name: string, property: PropertyDescriptor): void {
  const open = { writable: true, enumerable: true, configurable: true };
  const isAccessor = 'get' in property;
  Object.defineProperty(target, name, {
    ...(isAccessor ? { enumerable: true, configurable: true } : open),
    ...property,
  });
}

function record(random: Random, depth: number): object {
  const made = random(5) === 0 ? (Object.create(null) as object) : {};
  const size = random(5);
  for (let nth = 0; nth < size; nth += 1) {
    put(made, nameOf(random), { value: randomCarrier(random, depth - 1) });
  }
  return made;
}

/** A carrier, nested at most `depth` levels. */
export function randomCarrier(random: Random, depth = 3): unknown {
  const makes = depth > 0 && random(4) > 0 ? NODES : LEAVES;
  return makes[random(makes.length)]?.(random, depth);
}
