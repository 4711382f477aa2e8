/** Who hides what, of what `init` was told. */
import type { Redact } from '../delivery/serialise';
import {
  createRedactor,
  defaultRedactor,
  type Redactor,
  secretRedactor,
} from '../span/redact';
import type { InitOptions } from './options';
import { redactSpan } from './redacted-span';

/** By what they are for. */
export interface Redactors {
  /** For all that is recorded. */
  readonly recorded: Redactor;
  /** For what is captured: personal data too, unless the user says no. */
  readonly captured: Redactor;
}

/** The redactors that the options ask for. */
export function redactorsFor({ redact }: InitOptions): Redactors {
  if (redact === undefined) {
    return { recorded: secretRedactor, captured: defaultRedactor };
  }
  const { personal } = redact;
  const captured = createRedactor({ ...redact, personal: personal ?? true });
  const recorded = createRedactor({ ...redact, personal: personal ?? false });
  return { recorded, captured };
}

/** Hides in spans, on their way out. */
export function spanRedaction(options: InitOptions): Redact {
  const { recorded } = redactorsFor(options);
  return (span) => redactSpan(span, recorded);
}
