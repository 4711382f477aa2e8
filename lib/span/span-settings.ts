/** What `init` told the annotating wing; nothing before it, and after `shutdown`. */
import type { Continuation } from '../context/continuation';
import type { CaptureSettings } from './capture/capture-option';
import type { CallHooks } from './call-hooks';
import type { Translation } from './dialects/translation';
import type { Redactor } from './redaction/redact';

/** Everything that holds for all annotated calls of the process. */
export interface SpanSettings {
  readonly hooks?: CallHooks | undefined;
  /** What is captured of a call; an annotation's own option wins. */
  readonly capture?: CaptureSettings | undefined;
  /** For what comes from other processes; an annotation's own wins. */
  readonly continuation?: Continuation | undefined;
  /** For backends that are built for the attributes of others. */
  readonly translation?: Translation | undefined;
  /** For what is captured; without it `defaultRedactor` is. */
  readonly redactor?: Redactor | undefined;
  /** For all else that is recorded; without it `secretRedactor` is. */
  readonly recordRedactor?: Redactor | undefined;
  /** Whether spans are redacted on their way out, and need not be before. */
  readonly isRedactedLater?: boolean;
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
