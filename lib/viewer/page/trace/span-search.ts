/** Which spans of one run hold a text. Pure. */
import type { LogJson, SpanJson, TraceAnswer } from '../../api-types';
import type { WaterfallRow } from '../waterfall/waterfall';

/** All that is told of a span, in small letters. */
export type TextOf = (span: SpanJson) => string;

/** Each span is read once, when it is first looked at. */
export function textsOf({ logs }: Pick<TraceAnswer, 'logs'>): TextOf {
  const texts = new Map<SpanJson, string>();
  return (span) => {
    const known = texts.get(span);
    if (known !== undefined) return known;
    const own = logs.filter(({ spanId }) => spanId === span.spanId);
    const text = textIn(span, own);
    texts.set(span, text);
    return text;
  };
}

/** Between two places; nobody can type it. */
const BREAK = '\u0000';

function textIn(span: SpanJson, logs: readonly LogJson[]): string {
  const { traceId, spanId, name, status, attributes, events, links } = span;
  const parts = [traceId, spanId, name, status.message ?? ''];
  addTexts([attributes, events, links, span.resource, logs], parts);
  return parts.join(BREAK).toLowerCase();
}

/** Keys and values, however deep. */
function addTexts(value: unknown, parts: string[]): void {
  if (typeof value !== 'object' || value === null) {
    parts.push(String(value));
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    if (!Array.isArray(value)) parts.push(key);
    addTexts(child, parts);
  }
}

/** Indexes of the rows whose span holds `text`, case aside; none for no text. */
export function foundRows(
  rows: readonly WaterfallRow[],
  text: string,
  textOf: TextOf,
): readonly number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return rows.flatMap(({ span }, index) =>
    textOf(span).includes(wanted) ? [index] : [],
  );
}
