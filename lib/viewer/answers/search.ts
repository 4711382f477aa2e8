/** Finds spans by what they hold. Pure. */
import type { SearchAnswer, SearchHit } from '../api-types';
import { jsonValue } from './json-value';
import {
  serviceOf,
  type Attributes,
  type AttributeValue,
  type ReceivedSpan,
} from '../store/received-span';
import { statusOf } from './runs';

const MAX_HITS = 200;

/** A text of a span, and what it is. */
type Place = readonly [where: string, text: string];

/**
 * The spans that hold `text`, case aside: in names, ids, attributes (keys and
 * values, those of the resource too), status, events and exceptions. A span
 * is one hit, by the first place that holds it.
 */
export function search(
  text: string,
  spans: Iterable<ReceivedSpan>,
): SearchAnswer {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return { hits: [], isCut: false };
  const hits: SearchHit[] = [];
  for (const span of spans) {
    const where = whereIn(span, wanted);
    if (where === undefined) continue;
    if (hits.length === MAX_HITS) return { hits, isCut: true };
    hits.push(hit(span, where));
  }
  return { hits, isCut: false };
}

function hit(span: ReceivedSpan, where: string): SearchHit {
  const { traceId, spanId, name } = span;
  const status = statusOf([span]);
  return { traceId, spanId, name, service: serviceOf(span), where, status };
}

function whereIn(span: ReceivedSpan, wanted: string): string | undefined {
  for (const [where, text] of placesOf(span)) {
    if (text.toLowerCase().includes(wanted)) return where;
  }
  return undefined;
}

/** Lazily, the most telling first. */
function* placesOf(span: ReceivedSpan): Generator<Place> {
  yield ['name', span.name];
  yield ['trace id', span.traceId];
  yield ['span id', span.spanId];
  yield ['status', span.status.message];
  yield* attributePlaces('attribute', span.attributes);
  for (const { name, attributes } of span.events) {
    yield ['event', name];
    yield* attributePlaces(`event ${name}`, attributes);
  }
  for (const { attributes } of span.links) {
    yield* attributePlaces('link', attributes);
  }
  yield* attributePlaces('resource', span.resource.attributes);
}

function* attributePlaces(
  where: string,
  attributes: Attributes,
): Generator<Place> {
  for (const [key, value] of Object.entries(attributes)) {
    yield [`${where} ${key}`, key];
    yield [`${where} ${key}`, textOf(value)];
  }
}

function textOf(value: AttributeValue): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(jsonValue(value));
}
