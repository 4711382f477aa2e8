/** Which spans link to those of a trace. Pure. */
import type { Backlink } from '../api-types';
import type { ReceivedSpan } from './received-span';
import { titleOf } from '../answers/span-json';

/**
 * Links that lead to `traceId`, from all spans there are.
 *
 * They are looked up when somebody asks and kept nowhere, so that it does not
 * matter which of the two came first, was replaced, or is gone.
 */
export function backlinksTo(
  traceId: string,
  spans: Iterable<ReceivedSpan>,
): readonly Backlink[] {
  const found: Backlink[] = [];
  for (const span of spans) {
    for (const link of span.links) {
      if (link.traceId === traceId) found.push(backlink(link.spanId, span));
    }
  }
  return found;
}

function backlink(toSpanId: string, span: ReceivedSpan): Backlink {
  const { traceId, spanId } = span;
  return { toSpanId, from: { traceId, spanId, ...titleOf(span) } };
}
