/** The one place that reads environment variables of our own. */

/** The variable's trimmed value, or `undefined` when unset or empty. */
export function variable(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === '' ? undefined : value;
}
