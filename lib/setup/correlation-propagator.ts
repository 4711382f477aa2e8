/**
 * The correlation id in OpenTelemetry's baggage, for those who ask for it: it
 * then leaves with every outgoing call of every instrumentation, to third
 * parties too.
 */
import {
  type Baggage,
  type Context,
  propagation,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';
import { W3CBaggagePropagator } from '@opentelemetry/core';
import { cutCorrelationId } from '../context/correlation';
import {
  withCorrelationId,
  workflowContext,
} from '../context/workflow-context';
import { CORRELATION_ID } from '../internal/attributes';

/** Stands in the place of the baggage propagator. */
export class CorrelationPropagator implements TextMapPropagator {
  readonly #baggage = new W3CBaggagePropagator();
  /** Whether the rest of the baggage is carried as well. */
  readonly #carriesAll: boolean;

  constructor({ carriesAll }: { readonly carriesAll: boolean }) {
    this.#carriesAll = carriesAll;
  }

  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    const carried = propagation.setBaggage(context, this.#toSend(context));
    this.#baggage.inject(carried, carrier, setter);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    const extracted = this.#baggage.extract(context, carrier, getter);
    const id = propagation.getBaggage(extracted)?.getEntry(CORRELATION_ID);
    const known = this.#carriesAll ? extracted : context;
    return id?.value
      ? withCorrelationId(known, cutCorrelationId(id.value))
      : known;
  }

  fields(): string[] {
    return this.#baggage.fields();
  }

  #toSend(context: Context): Baggage {
    const all = this.#carriesAll ? propagation.getBaggage(context) : undefined;
    const baggage = all ?? propagation.createBaggage();
    const value = workflowContext(context)?.correlationId;
    return value === undefined
      ? baggage
      : baggage.setEntry(CORRELATION_ID, { value });
  }
}
