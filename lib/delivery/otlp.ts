/**
 * OpenTelemetry's serialisers, which take as long to load as all the rest of
 * the SDK: they bring those of metrics and logs with them.
 */
import type * as Otlp from '@opentelemetry/otlp-transformer';
import { soon } from '../internal/clock';
import { reportInternal } from '../internal/diag';
import { late } from '../internal/late';

/** Loads them for the first span, unless they are there by then. */
export const otlp: () => typeof Otlp = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('@opentelemetry/otlp-transformer') as typeof Otlp,
);

/**
 * Loads them when the present turn of the event loop is over: the calls of a
 * server come later, and a program that ends at once does without.
 */
export function loadOtlpSoon(): void {
  soon(() => {
    try {
      otlp();
    } catch (error) {
      reportInternal('loading the serialisers', error);
    }
  });
}
