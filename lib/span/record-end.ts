/** Records on a span how its lasting result came to its end. */
import type { Span } from '@opentelemetry/api';
import { ABANDONED, ITEM_COUNT } from '../internal/attributes';
import type { End } from './lasting/lasting';

/** Adds what tells how it ended, and how far it came. */
export function recordEnd(span: Span, end: End): void {
  if (end.items !== undefined) span.setAttribute(ITEM_COUNT, end.items);
  if (end.how === 'abandoned') span.setAttribute(ABANDONED, true);
}

/** When the span ended, if that was not now. */
export function timeOfEnd(end: End | undefined): number | undefined {
  return end?.how === 'abandoned' ? end.lastUse : undefined;
}
