/**
 * Modules that are loaded when they are first needed: a library that annotates
 * is imported by programs that never trace, and each file costs its share of a
 * millisecond. `init` loads them all, for a call of the host is no place to
 * wait; the largest, the serialisers, a turn of the event loop later.
 */

/** Loads once. Synchronous, because calls are. */
export function late<Module>(load: () => Module): () => Module {
  let loaded: Module | undefined;
  return () => (loaded ??= load());
}
