/** Adds a preload to `NODE_OPTIONS`. Pure. */

/** Characters that mean nothing to who splits the variable. */
const SIMPLE = /^[\w./:@+-]+$/;

/**
 * `existing` with `--require path` before it, so that our preload comes first.
 *
 * @see https://nodejs.org/api/cli.html#node_optionsoptions
 */
export function withRequire(
  existing: string | undefined,
  path: string,
): string {
  const own = `--require ${quoted(path)}`;
  if (existing === undefined || existing.trim() === '') return own;
  return existing.includes(own) ? existing : `${own} ${existing}`;
}

/** Within quotes a backslash takes away the meaning of what follows it. */
function quoted(path: string): string {
  if (SIMPLE.test(path)) return path;
  return `"${path.replace(/["\\]/g, '\\$&')}"`;
}
