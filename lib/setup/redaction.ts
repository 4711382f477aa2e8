/** Who hides what, of what `init` was told. */
import type { Redact } from '../delivery/serialise';
import {
  createRedactor,
  defaultRedactor,
  type RedactOptions,
  type Redactor,
  secretRedactor,
} from '../span/redaction/redact';
import { captureVariable } from './environment';
import type { InitOptions } from './options';
import { redactSpan } from './redacted-span';

/** By what they are for. */
export interface Redactors {
  /** For all that is recorded. */
  readonly recorded: Redactor;
  /** For what is captured: personal data too, unless the user says no. */
  readonly captured: Redactor;
}

/**
 * The redactors that the options ask for. Where `init` turns capture on,
 * personal data is hidden in all that is recorded: a message may repeat an
 * argument.
 */
export function redactorsFor(options: InitOptions): Redactors {
  const { redact = {} } = options;
  const isCapturing = (options.capture ?? captureVariable() ?? false) !== false;
  const { personal } = redact;
  return {
    recorded: redactorWith(redact, personal ?? isCapturing),
    captured: redactorWith(redact, personal ?? true),
  };
}

/** One for all who give no options: it remembers keys. */
function redactorWith(options: RedactOptions, personal: boolean): Redactor {
  const isPlain = Object.values(options).every((each) => each === undefined);
  if (!isPlain) return createRedactor({ ...options, personal });
  return personal ? defaultRedactor : secretRedactor;
}

/** Hides in spans, on their way out. */
export function spanRedaction(options: InitOptions): Redact {
  const { recorded } = redactorsFor(options);
  return (span) => redactSpan(span, recorded);
}
