/** Whether a span can be read, and so delivered. */
import { warnOnce } from '../internal/diag';

/**
 * A vendor may put a provider of its own in the place of the SDK's, whose spans
 * go their own way and show nothing to processors: `dd-trace` does so where
 * `DD_TRACE_OTEL_ENABLED` is set. Told once.
 */
export function isReadable(span: { readonly attributes: unknown }): boolean {
  if (typeof span.attributes === 'object') return true;
  warnOnce(
    'WARN_EVERSPAN_FOREIGN_PROVIDER',
    'spans are made by a provider that is not OpenTelemetry’s and cannot be ' +
      'read; delivery, at the end of the process too, is its owner’s',
  );
  return false;
}
