/** Redactors that do as little as a spec needs. */
import type { Redactor } from '../../../lib/span/redaction/redact';

export const hidesNothing: Redactor = {
  hidesKey: () => false,
  text: (value) => value,
};

/** Hides what stands under `password`, and words such as `SECRET12`. */
export const hidesSecrets: Redactor = {
  hidesKey: (key) => key === 'password',
  text: (value) => value.replace(/SECRET\d+/g, '[redacted]'),
};
