/**
 * Any value as JSON text for an attribute: bounded, redacted, and taken without
 * disturbing its owner.
 *
 * Well-kept serialisers exist, and none was enough. `safe-stable-stringify`
 * bounds depth and breadth, but not bytes, and calls getters; `util.inspect`
 * gives no JSON and runs the objects' own code; whatever redacts, does so
 * afterwards, when a secret may have been cut in two. Hence one pass of our
 * own over what can be seen without running code.
 */
import type { CaptureLimits } from './limits';
import type { Redactor } from '../redaction/redact';
import { Walk } from './walk';

export type { CaptureLimits };

/** Stands where capturing itself failed, for want of stack for example. */
const FAILED = '"[unreadable]"';

/**
 * The JSON text of `value`, at most `maxBytes` long and valid wherever it was
 * cut. Marks stand in brackets; whatever was cut is marked with `…`.
 *
 * Never throws, and the time it takes does not grow with the value, save for
 * an object's list of keys. No getter is called, no Proxy asked and no iterator
 * advanced; of the host's code only `toJSON` runs.
 */
export function captureValue(
  value: unknown,
  limits: CaptureLimits,
  redactor: Redactor,
): string {
  try {
    return new Walk(limits, redactor).write(value);
  } catch {
    // What cannot be captured safely is not captured: the call goes on.
    return FAILED;
  }
}
