/** Why a run failed, in one line. Pure. */
import { ERROR_TYPE, INTERRUPTED } from '../../internal/attributes';
import type { RunFailure } from '../api-types';
import { exceptionsOf } from './exceptions';
import {
  isFailed,
  textAttribute,
  type ReceivedSpan,
} from '../store/received-span';

/** A row has room for no more, in UTF-16 units. */
const MAX_TEXT = 200;

/**
 * What the first failed span of `top` tells; where it tells nothing, as a span
 * of a server may, what the one that failed first below it does. One that was
 * interrupted tells how it ended: why is told by what failed last before.
 */
export function failureOf(
  top: readonly ReceivedSpan[],
  spans: readonly ReceivedSpan[],
): RunFailure | undefined {
  const failed = top.find(isFailed);
  if (failed === undefined) return undefined;
  const cause = isCutShort(failed) ? lastFailure(spans) : undefined;
  if (cause !== undefined) return toldBy(cause);
  return toldBy(failed) ?? toldBy(firstToEnd(spans.filter(isFailed), failed));
}

/** Ended for its owner, without an error of its own. */
function isCutShort(span: ReceivedSpan): boolean {
  const reason = textAttribute(span.attributes, INTERRUPTED);
  return reason !== undefined && exceptionsOf(span).length === 0;
}

/** The last exception of spans that ended by themselves. */
function lastFailure(spans: readonly ReceivedSpan[]): ReceivedSpan | undefined {
  const thrown = spans.filter(
    (span) => isFailed(span) && exceptionsOf(span).length > 0,
  );
  return thrown.reduce<ReceivedSpan | undefined>(
    (last, span) => (last && endOf(last) >= endOf(span) ? last : span),
    undefined,
  );
}

function firstToEnd(
  failed: readonly ReceivedSpan[],
  otherwise: ReceivedSpan,
): ReceivedSpan {
  const telling = failed.filter((span) => toldBy(span) !== undefined);
  return telling.reduce(
    (first, span) => (endOf(span) < endOf(first) ? span : first),
    telling[0] ?? otherwise,
  );
}

function endOf(span: ReceivedSpan): bigint {
  return BigInt(span.endTimeUnixNano);
}

function toldBy(span: ReceivedSpan): RunFailure | undefined {
  const [exception] = exceptionsOf(span);
  const type = exception?.type ?? textAttribute(span.attributes, ERROR_TYPE);
  const message = exception?.message ?? firstLine(span.status.message);
  if (!type && message === '') return undefined;
  return { ...(type && { type: cut(type) }), message: cut(message) };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
