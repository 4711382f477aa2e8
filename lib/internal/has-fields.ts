/** A look at JSON of our own before it is trusted. */

/** What a field is, as `typeof` says it. */
export type FieldType = 'string' | 'number' | 'boolean' | 'object';

/** Whether `value` has all `fields`, each of its type. */
export function hasFields(
  value: unknown,
  fields: Readonly<Record<string, FieldType>>,
): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(fields).every(
    ([name, type]) => typeof Reflect.get(value, name) === type,
  );
}
