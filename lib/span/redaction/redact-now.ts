/**
 * Who redacts what annotations record. Where everspan delivers, it does so on
 * the way out; elsewhere nobody would, so it is done before a span is told.
 */
import type { Attributes, Span } from '@opentelemetry/api';
import { KIND } from '../../internal/attributes';
import { late } from '../../internal/late';
import type * as RedactModule from './redact';
import type * as RedactAttributesModule from './redact-attributes';
import { spanSettings } from '../span-settings';

type Redactor = RedactModule.Redactor;

const rules = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./redact') as typeof RedactModule,
);
const attributeRules = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./redact-attributes') as typeof RedactAttributesModule,
);

/** What hides in all that is recorded but not captured. */
export function recordRedactor(): Redactor {
  return spanSettings().recordRedactor ?? rules().secretRedactor;
}

/** The redactor to use now; `undefined` where it is done later. */
export function redactorNow(): Redactor | undefined {
  return spanSettings().isRedactedLater ? undefined : recordRedactor();
}

/** The same for a span that is there: of others only keys are looked at later. */
export function redactorFor(span: Span): Redactor | undefined {
  return isOurs(span) ? redactorNow() : recordRedactor();
}

/** `attributes` as they may be seen. */
export function redacted(
  attributes: Attributes,
  redactor: Redactor | undefined,
): Attributes {
  if (redactor === undefined) return attributes;
  return attributeRules().redactAttributes(attributes, redactor);
}

function isOurs(span: Span): boolean {
  const { attributes } = span as { attributes?: Record<string, unknown> };
  return attributes?.[KIND] !== undefined;
}
