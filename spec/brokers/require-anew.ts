/**
 * A module as if nobody had loaded it, for instrumentations that patch what is
 * loaded after them; and by `require`, which is where they do it.
 */
export function requireAnew(name: string): unknown {
  const folder = `/node_modules/${name}/`;
  for (const path of Object.keys(require.cache)) {
    if (path.replaceAll('\\', '/').includes(folder)) delete require.cache[path];
  }
  return require(name);
}
