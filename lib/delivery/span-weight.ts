/** About how much memory a span that waits takes. */
import type { Attributes, AttributeValue } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { EXCEPTION_EVENT } from '../internal/attributes';

/** A span of the SDK with a few short attributes. */
const SPAN_BYTES = 1_024;
/** An exception and its stack. */
const EXCEPTION_BYTES = 1_024;

/**
 * Bytes, by what can become large: the texts that users give. It is an estimate
 * to bound by, for to know it well costs more than a span is worth.
 */
export function weightOf(span: ReadableSpan): number {
  let bytes = SPAN_BYTES + textIn(span.attributes);
  for (const { name, attributes } of span.events) {
    // The stack of an exception is not read before it is serialised.
    if (name === EXCEPTION_EVENT) bytes += EXCEPTION_BYTES;
    else if (attributes) bytes += textIn(attributes);
  }
  return bytes;
}

function textIn(attributes: Attributes): number {
  let bytes = 0;
  for (const key in attributes) bytes += lengthOf(attributes[key]);
  return bytes;
}

function lengthOf(value: AttributeValue | undefined): number {
  if (typeof value === 'string') return value.length;
  if (!Array.isArray(value)) return 0;
  let length = 0;
  for (const each of value) length += lengthOf(each ?? undefined);
  return length;
}
