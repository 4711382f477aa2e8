/**
 * Stands where the tracer provider is registered while a recorder records.
 *
 * Many programs get their tracer once, when they are loaded, and the API never
 * asks for another one. So it is not a recorder's own provider that is
 * registered, but always this one, whose tracers look for the recorder of the
 * moment at every span.
 */
import {
  type Context,
  type Span,
  type SpanOptions,
  trace,
  type Tracer,
  type TracerOptions,
  type TracerProvider,
} from '@opentelemetry/api';
import { everspanError } from '../internal/errors';
import { registerGlobals } from '../setup/globals';
import { hostProvider } from '../setup/host-provider';

/** The provider of the recorder that records. */
let recording: TracerProvider | undefined;

class StandInTracer implements Tracer {
  readonly #identity: [name: string, version?: string, options?: TracerOptions];

  constructor(...identity: [string, string?, TracerOptions?]) {
    this.#identity = identity;
  }

  startSpan(name: string, options?: SpanOptions, context?: Context): Span {
    return this.#tracer().startSpan(name, options, context);
  }

  readonly startActiveSpan: Tracer['startActiveSpan'] = (
    ...args: readonly unknown[]
  ): never => {
    // One of its overloads, with as many arguments as there are.
    const all = args as [string, SpanOptions, Context, never];
    return this.#tracer().startActiveSpan(...all);
  };

  /** When nobody records, whoever is registered again. */
  #tracer(): Tracer {
    return (recording ?? trace).getTracer(...this.#identity);
  }
}

const standIn: TracerProvider = {
  getTracer: (...identity) => new StandInTracer(...identity),
};

/**
 * Sends all spans of the process to `provider`; returns what makes everything
 * registered as it was.
 *
 * @throws `ERR_EVERSPAN_RECORDER_BUSY` while another one is recorded into
 */
export function recordInto(provider: TracerProvider): () => void {
  if (recording) {
    throw everspanError(
      'ERR_EVERSPAN_RECORDER_BUSY',
      'stop() the other recorder first; start() belongs in beforeEach',
    );
  }
  const before = hostProvider() as TracerProvider | undefined;
  if (before) trace.disable();
  const unregister = registerGlobals(standIn);
  recording = provider;
  return () => {
    recording = undefined;
    unregister();
    if (before) trace.setGlobalTracerProvider(before);
  };
}
