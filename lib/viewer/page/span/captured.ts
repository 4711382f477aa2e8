/** What everspan captured of a call, read back from attributes. Pure. */
import type { JsonObject, JsonValue } from '../../api-types';

/** A captured value with the title it is shown under. */
export interface Captured {
  readonly title: string;
  readonly value: JsonValue;
}

const TITLES: readonly (readonly [string, string])[] = [
  ['everspan.input', 'Input'],
  ['everspan.output', 'Output'],
  ['everspan.state.before', 'State before'],
  ['everspan.state.after', 'State after'],
];

export function capturedIn(attributes: JsonObject): readonly Captured[] {
  return TITLES.flatMap(([key, title]) => {
    const value = attributes[key];
    return value === undefined ? [] : [{ title, value: unpacked(value) }];
  });
}

/** All the others, in order of their names. */
export function plainAttributes(
  attributes: JsonObject,
): readonly (readonly [string, JsonValue])[] {
  return Object.entries(attributes)
    .filter(([key]) => TITLES.every(([captured]) => captured !== key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A text that holds a JSON list or object becomes it; others stay texts. */
export function unpacked(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    // Cut by a limit, most likely; what is left can still be read.
    return value;
  }
}
