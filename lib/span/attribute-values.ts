/** Keeps of a user's attributes what OpenTelemetry can hold. */
import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { reason } from '../internal/diag';
import { received } from '../internal/errors';

/** Called for each attribute that cannot be kept. */
export type Complain = (key: string, why: string) => void;

/**
 * A copy of `given` without what is no attribute value. One bad attribute,
 * even one that throws when read, costs no other its place.
 */
export function usableAttributes(
  given: object,
  complain: Complain,
): Attributes {
  const usable: Attributes = {};
  for (const key of Object.keys(given)) {
    const value = usableValue(given, key, complain);
    if (value !== undefined) usable[key] = value;
  }
  return usable;
}

function usableValue(
  given: object,
  key: string,
  complain: Complain,
): AttributeValue | undefined {
  try {
    const value: unknown = Reflect.get(given, key);
    const usable = Array.isArray(value) ? usableList(value) : value;
    if (usable === undefined || usable === null) return undefined;
    if (isPrimitive(usable) || Array.isArray(usable)) return usable;
    complain(key, `got ${received(value)}`);
  } catch (error) {
    complain(key, reason(error));
  }
  return undefined;
}

type List = Extract<AttributeValue, unknown[]>;

/** A homogeneous copy, or the refusal to make one. */
function usableList(list: readonly unknown[]): List {
  const copy = Array.from(list);
  const present = copy.filter((each) => each !== null && each !== undefined);
  const [type = 'string'] = present.map((each) => typeof each);
  if (present.every((each) => isPrimitive(each) && typeof each === type)) {
    return copy as List;
  }
  throw new TypeError('an array must hold strings, numbers or booleans alike');
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  );
}
