/**
 * Links to the senders of messages. Pure but for the propagator that reads
 * their headers.
 */
import {
  type Attributes,
  type Context,
  isSpanContextValid,
  type Link,
  type Span,
  type SpanContext,
  trace,
} from '@opentelemetry/api';
import { extract } from './extract';

/**
 * Where a link may lead: a message or its headers, a token of `suspend`, a
 * `traceparent`, a span, its context, or an OpenTelemetry context.
 */
export type LinkSource = unknown;

/** Which links are made of a batch. */
export interface LinksOptions {
  /** Links to keep: the first ones. @defaultValue 128, OpenTelemetry's limit */
  readonly max?: number | undefined;
  /** Whether a sender is linked to once only. @defaultValue `true` */
  readonly dedupe?: boolean | undefined;
  /** Attributes of each link, or a function of its source. */
  readonly attributes?:
    | Attributes
    | ((source: never, index: number) => Attributes | undefined)
    | undefined;
}

/** The links of a batch. */
export interface Links {
  /** Good ones, for the options of a span. */
  readonly links: Link[];
  /** How many sources there were. */
  readonly total: number;
  /** How many good links had no room. */
  readonly dropped: number;
}

/** @see https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits */
export const MAX_LINKS = 128;

/**
 * A link to `source`, or `undefined` where it leads nowhere: a link without a
 * valid context would make the whole batch that it is sent with unreadable.
 */
export function linkFrom(
  source: LinkSource,
  attributes?: Attributes,
): Link | undefined {
  const context = spanContextOf(source);
  if (context === undefined || !isSpanContextValid(context)) return undefined;
  return attributes === undefined ? { context } : { context, attributes };
}

/**
 * Links to all of `sources` that lead somewhere, each sender once, the first
 * 128. An SDK that is given more keeps the last ones. Of what is no array there
 * are none.
 */
export function linksFrom(
  sources: readonly LinkSource[],
  { max = MAX_LINKS, dedupe = true, attributes }: LinksOptions = {},
): Links {
  if (!isList(sources)) return { links: [], total: 0, dropped: 0 };
  const good: Link[] = [];
  for (let index = 0; index < sources.length; index++) {
    const source = sources[index];
    const link = linkFrom(source, attributesFor(attributes, source, index));
    if (link !== undefined) good.push(link);
  }
  const distinct = dedupe && good.length > 1 ? onePerSender(good) : good;
  const isOver = distinct.length > max;
  const links = isOver ? distinct.slice(0, Math.max(0, max)) : distinct;
  const dropped = distinct.length - links.length;
  return { links, total: sources.length, dropped };
}

function isList(sources: unknown): boolean {
  try {
    return Array.isArray(sources);
  } catch {
    // A revoked Proxy.
    return false;
  }
}

function attributesFor(
  attributes: LinksOptions['attributes'],
  source: LinkSource,
  index: number,
): Attributes | undefined {
  if (typeof attributes !== 'function') return attributes;
  return attributes(source as never, index);
}

/** The first link to each sender, in order. */
export function onePerSender(links: readonly Link[]): Link[] {
  const seen = new Set<string>();
  return links.filter(({ context: { traceId, spanId } }) => {
    const sender = `${traceId}-${spanId}`;
    if (seen.has(sender)) return false;
    seen.add(sender);
    return true;
  });
}

function spanContextOf(source: LinkSource): SpanContext | undefined {
  try {
    if (isSpan(source)) return source.spanContext();
    if (isContext(source)) return trace.getSpanContext(source);
    if (isSpanContext(source)) return source;
  } catch {
    // A Proxy, or a getter that throws.
    return undefined;
  }
  return trace.getSpanContext(extract(source));
}

function isSpan(value: unknown): value is Span {
  return (
    isObject(value) && typeof Reflect.get(value, 'spanContext') === 'function'
  );
}

function isContext(value: unknown): value is Context {
  return (
    isObject(value) && typeof Reflect.get(value, 'getValue') === 'function'
  );
}

function isSpanContext(value: unknown): value is SpanContext {
  if (!isObject(value)) return false;
  return (
    typeof Reflect.get(value, 'traceId') === 'string' &&
    typeof Reflect.get(value, 'spanId') === 'string'
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
