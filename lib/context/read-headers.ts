/**
 * Reads the headers of a message, whatever its client makes of them.
 *
 * They come from outside: whatever is in them, nothing throws, and what is no
 * text is not there.
 */
import {
  type CustomCarrier,
  isCustomCarrier,
  isKeyedHeaders,
  type KeyedHeaders,
} from './carrier';
import { headerHomes, parsedObject } from './header-homes';
import { textsOf } from './header-values';

/** Names are asked for in lower case and found in any. */
export interface HeaderReader {
  /** All values of that name, in order. */
  get(name: string): readonly string[];
  keys(): readonly string[];
}

/** The headers of `source`: a message, its headers, a token, JSON of these. */
export function readHeaders(source: unknown): HeaderReader {
  const readers = attempt(() => readersOf(source), []);
  return {
    get: (name) => firstAnswer(readers, name),
    keys: () => readers.flatMap((each) => attempt(() => each.keys(), [])),
  };
}

const NONE: readonly string[] = [];

function firstAnswer(
  readers: readonly HeaderReader[],
  name: string,
): readonly string[] {
  for (const reader of readers) {
    const values = valuesIn(reader, name);
    if (values.length > 0) return values;
  }
  return NONE;
}

/** Asked five times per message: written out, without a closure. */
function valuesIn(reader: HeaderReader, name: string): readonly string[] {
  try {
    return reader.get(name);
  } catch {
    return NONE;
  }
}

/** A hostile getter, a Proxy's trap, a client's own method may throw. */
function attempt<Answer>(ask: () => Answer, otherwise: Answer): Answer {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}

function readersOf(source: unknown): readonly HeaderReader[] {
  const carrier = typeof source === 'string' ? inText(source) : source;
  if (typeof carrier !== 'object' || carrier === null) return [];
  if (isCustomCarrier(carrier)) return [customReader(carrier)];
  if (isKeyedHeaders(carrier)) return [keyedReader(carrier)];
  if (Array.isArray(carrier)) return [listReader(carrier)];
  const homes = headerHomes(carrier);
  if (homes[0] === carrier) return [recordReader(carrier)];
  return homes.flatMap(atHome);
}

/** JSON of headers, or a `traceparent` by itself. */
function inText(text: string): object | undefined {
  return text.startsWith('{') ? parsedObject(text) : { traceparent: text };
}

/** What stands at a home is headers, and has no further homes. */
function atHome(home: unknown): readonly HeaderReader[] {
  const headers = typeof home === 'string' ? parsedObject(home) : home;
  if (typeof headers !== 'object' || headers === null) return [];
  if (isKeyedHeaders(headers)) return [keyedReader(headers)];
  if (Array.isArray(headers)) return [listReader(headers)];
  return [recordReader(headers)];
}

function customReader({ carrier, getter }: CustomCarrier): HeaderReader {
  return {
    get: (name) => textsOf(getter?.get(carrier, name)),
    keys: () => getter?.keys?.(carrier) ?? [],
  };
}

function recordReader(headers: object): HeaderReader {
  return {
    get: (name) => {
      const key = Object.hasOwn(headers, name) ? name : keyLike(headers, name);
      return key === undefined ? NONE : textsOf(valueOf(headers, key));
    },
    keys: () => Object.keys(headers),
  };
}

function valueOf(headers: object, key: string): unknown {
  return (headers as Readonly<Record<string, unknown>>)[key];
}

/** HTTP servers and people write names in their own case, shells in theirs. */
function keyLike(headers: object, name: string): string | undefined {
  for (const key of Object.keys(headers)) {
    // Most names differ by their length already.
    if (key.length !== name.length) continue;
    if (key.toLowerCase().replaceAll('_', '-') === name) return key;
  }
  return undefined;
}

/** NATS answers `''` for what is not there. */
function keyedReader(headers: KeyedHeaders): HeaderReader {
  const keys = (): readonly string[] =>
    Array.from(headers.keys?.() ?? []).filter(isText);
  const ask = (name: string): readonly string[] =>
    textsOf(headers.get(name)).filter((text) => text !== '');
  return {
    get: (name) => {
      const exact = ask(name);
      if (exact.length > 0) return exact;
      const key = keys().find((each) => each.toLowerCase() === name);
      return key === undefined ? [] : ask(key);
    },
    keys,
  };
}

/** `[{ name: value }, ...]` of librdkafka, `[[name, value], ...]` of others. */
function listReader(list: readonly unknown[]): HeaderReader {
  const pairs = list.flatMap(pairsIn);
  return {
    get: (name) =>
      pairs
        .filter(([key]) => key.toLowerCase() === name)
        .flatMap(([, value]) => textsOf(value)),
    keys: () => pairs.map(([key]) => key),
  };
}

function pairsIn(item: unknown): readonly (readonly [string, unknown])[] {
  if (typeof item !== 'object' || item === null) return [];
  if (!Array.isArray(item)) return Object.entries(item);
  const [name, value] = item as readonly unknown[];
  return isText(name) ? [[name, value]] : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
