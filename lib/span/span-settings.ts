/** What `init` told the annotating wing; nothing before it, and after `shutdown`. */
import type { Continuation } from '../context/continuation';
import type { CallHooks } from './call-hooks';

/** Everything that holds for all annotated calls of the process. */
export interface SpanSettings {
  readonly hooks?: CallHooks | undefined;
  /** For what comes from other processes; an annotation's own wins. */
  readonly continuation?: Continuation | undefined;
}

const NONE: SpanSettings = {};

let settings = NONE;

/** The settings that hold now; one read, for every call asks. */
export function spanSettings(): SpanSettings {
  return settings;
}

/** Lets `given` hold, instead of what did; returns what takes it back. */
export function applySpanSettings(given: SpanSettings): () => void {
  settings = given;
  return () => {
    // Whoever came later stays.
    if (settings === given) settings = NONE;
  };
}
