/** One trace in one line. Pure. */
import {
  CORRELATION_ID,
  INTERRUPTED,
  WORKFLOW_NAME,
} from '../../internal/attributes';
import type { RunStatus, RunSummary } from '../api-types';
import { failureOf } from './run-failure';
import {
  isFailed,
  isRunning,
  serviceOf,
  textAttribute,
  type ReceivedSpan,
} from '../store/received-span';

/** A trace that is shared by very many runs must not fill the list. */
const MAX_CORRELATION_IDS = 20;

const summaries = new WeakMap<readonly ReceivedSpan[], RunSummary>();

/**
 * The summary of the spans of one trace, of which there must be one at least.
 * It is remembered for as long as the list of spans is the same.
 */
export function summaryOf(spans: readonly ReceivedSpan[]): RunSummary {
  const known = summaries.get(spans);
  if (known) return known;
  const summary = summarise(spans);
  summaries.set(spans, summary);
  return summary;
}

/** Of one span, or of the whole run by its top spans. */
export function statusOf(
  spans: readonly ReceivedSpan[],
  top: readonly ReceivedSpan[] = spans,
): RunStatus {
  if (top.some(isFailed)) return 'failed';
  return spans.some(isRunning) ? 'running' : 'ok';
}

function summarise(spans: readonly ReceivedSpan[]): RunSummary {
  const { top, missingParents } = topOf(spans);
  const root = earliest(top.filter((span) => span.parentSpanId === undefined));
  const head = root ?? earliest(top) ?? earliest(spans);
  if (head === undefined) throw new RangeError('A run has a span at least.');
  const first = [head, ...spans];
  const workflow = firstText(first, WORKFLOW_NAME);
  const interrupted = firstText(first, INTERRUPTED);
  const deciding = top.length > 0 ? top : [head];
  return {
    traceId: head.traceId,
    name: head.name,
    ...(workflow !== undefined && { workflow }),
    service: serviceOf(head),
    services: distinct(spans.map(serviceOf)),
    ...stateOf(spans, deciding),
    ...(interrupted !== undefined && { interrupted }),
    ...extentOf(spans),
    spans: spans.length,
    errors: spans.filter(isFailed).length,
    correlationIds: correlationIdsOf(spans).slice(0, MAX_CORRELATION_IDS),
    missingParents,
    ...(root && { rootSpanId: root.spanId }),
  };
}

function stateOf(
  spans: readonly ReceivedSpan[],
  top: readonly ReceivedSpan[],
): Pick<RunSummary, 'status' | 'failure' | 'isSilent'> {
  const status = statusOf(spans, top);
  const failure = failureOf(top, spans);
  const silent = status === 'running' && isSilent(spans);
  return {
    status,
    ...(failure && { failure }),
    ...(silent && { isSilent: true }),
  };
}

function isSilent(spans: readonly ReceivedSpan[]): boolean {
  return spans.filter(isRunning).every((span) => span.isSilent);
}

/** The business ids that its spans carry, in order of arrival. */
export function correlationIdsOf(
  spans: readonly ReceivedSpan[],
): readonly string[] {
  return distinct(
    spans.map(({ attributes }) => textAttribute(attributes, CORRELATION_ID)),
  );
}

interface Top {
  readonly top: readonly ReceivedSpan[];
  readonly missingParents: number;
}

/** Spans whose parent is not there: roots, and those that are orphaned. */
function topOf(spans: readonly ReceivedSpan[]): Top {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const missing = new Set<string>();
  const top = spans.filter(({ parentSpanId: parent }) => {
    if (parent === undefined) return true;
    if (ids.has(parent)) return false;
    missing.add(parent);
    return true;
  });
  return { top, missingParents: missing.size };
}

function earliest(spans: readonly ReceivedSpan[]): ReceivedSpan | undefined {
  let [found] = spans;
  for (const span of spans) {
    if (found && startOf(span) < startOf(found)) found = span;
  }
  return found;
}

function startOf(span: ReceivedSpan): bigint {
  return BigInt(span.startTimeUnixNano);
}

/** From the first start to the last end; what runs has come to its start. */
function extentOf(
  spans: readonly ReceivedSpan[],
): Pick<RunSummary, 'startNs' | 'durationNs'> {
  const [first] = spans;
  let start = first ? startOf(first) : 0n;
  let end = start;
  for (const span of spans) {
    const [from, to] = [startOf(span), BigInt(span.endTimeUnixNano)];
    if (from < start) start = from;
    if (from > end) end = from;
    if (to > end) end = to;
  }
  return { startNs: String(start), durationNs: String(end - start) };
}

function firstText(
  spans: readonly ReceivedSpan[],
  key: string,
): string | undefined {
  for (const { attributes } of spans) {
    const text = textAttribute(attributes, key);
    if (text !== undefined) return text;
  }
  return undefined;
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  const found = texts.filter((text) => text !== undefined && text !== '');
  return [...new Set(found)] as readonly string[];
}
