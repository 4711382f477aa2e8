/** Our delivery, as a span processor in the provider of a host. */
import { type Context, TraceFlags } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type {
  ReadableSpan,
  Span,
  SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { DeliveryProcessor } from '../delivery/delivery-processor';
import { isReadable } from '../delivery/readable-span';
import { Counters, type Stats } from '../delivery/stats';
import { InheritedAttributesProcessor } from './inherited-attributes';

const SAMPLED: number = TraceFlags.SAMPLED;

/** Delivers what the host's provider samples, in the place of a batch processor. */
export class HostProcessor implements SpanProcessor {
  readonly #inherited = new InheritedAttributesProcessor();
  readonly #begin: (resource: Resource) => DeliveryProcessor;
  readonly #onShutdown: () => void;
  /** Begun by the first span: only then it is known whose spans these are. */
  #delivery: DeliveryProcessor | undefined;
  #shutdown: Promise<void> | undefined;
  /** Two of us in one provider are told of each span twice, one after the other. */
  #lastStarted: Span | undefined;
  #lastEnded: ReadableSpan | undefined;

  constructor(
    begin: (resource: Resource) => DeliveryProcessor,
    onShutdown: () => void,
  ) {
    this.#begin = begin;
    this.#onShutdown = onShutdown;
  }

  onStart(span: Span, parentContext: Context): void {
    if (span === this.#lastStarted || !isReadable(span)) return;
    this.#lastStarted = span;
    this.#inherited.onStart(span, parentContext);
    if (!isSampled(span)) return;
    if (!this.#shutdown) this.#delivery ??= this.#begin(span.resource);
    this.#delivery?.onStart(span);
  }

  onEnd(span: ReadableSpan): void {
    if (span === this.#lastEnded || !isSampled(span)) return;
    this.#lastEnded = span;
    this.#delivery?.onEnd(span);
  }

  /** As the `flush` of a handle. */
  flush(timeoutMs?: number): Promise<boolean> {
    return this.#delivery?.flush(timeoutMs) ?? Promise.resolve(true);
  }

  async forceFlush(): Promise<void> {
    await this.flush();
  }

  shutdown(): Promise<void> {
    return (this.#shutdown ??= this.#stop());
  }

  stats(): Stats {
    return this.#delivery?.stats() ?? new Counters().read('everspan', 0);
  }

  async #stop(): Promise<void> {
    await this.#delivery?.shutdown();
    this.#onShutdown();
  }
}

/**
 * Hands the spans of another provider to the delivery that there is. It is
 * not ours to stop.
 */
export class JoinedProcessor implements SpanProcessor {
  readonly #delivery: SpanProcessor;

  constructor(delivery: SpanProcessor) {
    this.#delivery = delivery;
  }

  onStart(span: Span, parentContext: Context): void {
    this.#delivery.onStart(span, parentContext);
  }

  onEnd(span: ReadableSpan): void {
    this.#delivery.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#delivery.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.forceFlush();
  }
}

/** The host's sampler has the last word: what it does not sample stays here. */
function isSampled(span: ReadableSpan): boolean {
  return (span.spanContext().traceFlags & SAMPLED) !== 0;
}
