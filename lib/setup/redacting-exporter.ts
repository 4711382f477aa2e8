/** Lets the user's exporter see what may be seen. */
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Redact } from '../delivery/serialise';

/** An exporter, behind what redacts. */
export class RedactingExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #redact: Redact;

  constructor(exporter: SpanExporter, redact: Redact) {
    this.#exporter = exporter;
    this.#redact = redact;
  }

  export(
    spans: ReadableSpan[],
    onResult: Parameters<SpanExporter['export']>[1],
  ): void {
    this.#exporter.export(spans.map(this.#redact), onResult);
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}
