/**
 * Who redacts what annotations record. Where everspan delivers, it does so on
 * the way out; elsewhere nobody would, so it is done before a span is told.
 */
import type { Span } from '@opentelemetry/api';
import { KIND } from '../internal/attributes';
import { type Redactor, secretRedactor } from './redact';
import { spanSettings } from './span-settings';

/** What hides in all that is recorded but not captured. */
export function recordRedactor(): Redactor {
  return spanSettings().recordRedactor ?? secretRedactor;
}

/** The redactor to use now; `undefined` where it is done later. */
export function redactorNow(): Redactor | undefined {
  return spanSettings().isRedactedLater ? undefined : recordRedactor();
}

/** The same for a span that is there: of others only keys are looked at later. */
export function redactorFor(span: Span): Redactor | undefined {
  return isOurs(span) ? redactorNow() : recordRedactor();
}

function isOurs(span: Span): boolean {
  const { attributes } = span as { attributes?: Record<string, unknown> };
  return attributes?.[KIND] !== undefined;
}
