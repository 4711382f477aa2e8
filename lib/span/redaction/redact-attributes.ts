/** Hides what must not be seen in attributes. Pure. */
import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { CODE_FUNCTION_NAME } from '../../internal/attributes';
import { isCardNumber } from './card-number';
import { HIDDEN, type Redactor } from './redact';

/**
 * everspan says these itself. What is captured is redacted by capture; names
 * and the correlation id are there to be searched for, and stay what they are
 * on every span of the run.
 */
const OURS = 'everspan.';

/** The smallest number that could be one of a card. */
const MIN_CARD_NUMBER = 1e13;

/** `attributes`, or a copy where something is hidden by its key. */
export function redactKeys(
  attributes: Attributes,
  redactor: Redactor,
): Attributes {
  let shown: Attributes | undefined;
  for (const key in attributes) {
    if (!redactor.hidesKey(key)) continue;
    const value = attributes[key];
    const hidden = hide(value);
    if (hidden !== value) (shown ??= { ...attributes })[key] = hidden;
  }
  return shown ?? attributes;
}

/** `attributes`, or a copy where something is hidden by its key or its value. */
export function redactAttributes(
  attributes: Attributes,
  redactor: Redactor,
): Attributes {
  let shown: Attributes | undefined;
  for (const key in attributes) {
    const value = attributes[key];
    const redacted = redactValue(key, value, redactor);
    if (redacted !== value) (shown ??= { ...attributes })[key] = redacted;
  }
  return shown ?? attributes;
}

function redactValue(
  key: string,
  value: AttributeValue | undefined,
  redactor: Redactor,
): AttributeValue | undefined {
  if (redactor.hidesKey(key)) return hide(value);
  if (typeof value === 'string') {
    return isOurs(key) ? value : redactor.text(value, key);
  }
  if (typeof value === 'number') return redactNumber(value);
  return Array.isArray(value) ? redactList(key, value, redactor) : value;
}

/** Of a secret that is `true`, nothing is known. */
function hide(value: AttributeValue | undefined): AttributeValue | undefined {
  const isSeen = value === undefined || typeof value === 'boolean';
  return isSeen ? value : HIDDEN;
}

function isOurs(key: string): boolean {
  return key.startsWith(OURS) || key === CODE_FUNCTION_NAME;
}

function redactNumber(value: number): number | string {
  if (value < MIN_CARD_NUMBER || !Number.isSafeInteger(value)) return value;
  return isCardNumber(String(value)) ? HIDDEN : value;
}

/** The very list where nothing is hidden; of one kind of value either way. */
function redactList(
  key: string,
  list: readonly unknown[],
  redactor: Redactor,
): AttributeValue {
  const shown = list.map((value) => {
    if (typeof value === 'string') return redactor.text(value, key);
    return typeof value === 'number' ? redactNumber(value) : value;
  });
  const isSame = shown.every((value, index) => Object.is(value, list[index]));
  if (isSame) return list as AttributeValue;
  const isOfTexts = list.every((value) => typeof value !== 'number');
  return (isOfTexts ? shown : shown.map(String)) as AttributeValue;
}
