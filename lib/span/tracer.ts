/** The tracer of whoever provides tracing now, looked up once per provider. */
import {
  context,
  INVALID_SPAN_CONTEXT,
  trace,
  type TraceAPI,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import { fire } from '../internal/arming';
import { reportInternal } from '../internal/diag';
import { currentMeter } from '../internal/meter';
import { VERSION } from '../internal/version';

/** At hand, because a read of an export of the API costs 15 ns in CommonJS. */
const traces: TraceAPI = trace;

/** The provider the API hands out; another copy of the API has another class. */
interface ProxyProvider {
  getDelegate(): TracerProvider;
  getDelegateTracer(name: string, version?: string): Tracer | undefined;
}

/** As much of a tracer as a call needs. */
export type SpanStarter = Pick<Tracer, 'startSpan'>;

let knownProvider: TracerProvider | undefined;
let knownTracer: Tracer | undefined;

/**
 * The tracer to use, or `undefined` while no provider is registered, neither
 * of spans nor of metrics.
 *
 * The API's proxy stays the same object when a provider is registered behind
 * it, so the provider behind it is what is compared.
 */
export function currentTracer(): SpanStarter | undefined {
  const registered = traces.getTracerProvider();
  const provider = isProxy(registered) ? registered.getDelegate() : registered;
  if (provider === knownProvider) return knownTracer ?? tracerToMeasure();
  knownTracer = tracerOf(registered);
  knownProvider = provider;
  // A preload sets tracing up for the first call that finds nobody has.
  if (!knownTracer && fire()) return currentTracer();
  return knownTracer ?? tracerToMeasure();
}

/** Makes no spans: for a program that has metrics alone. */
function tracerToMeasure(): SpanStarter | undefined {
  return currentMeter() && NO_TRACER;
}

/** As the API's own does without a provider: what is around goes on. */
const NO_TRACER: SpanStarter = {
  startSpan: (_name, _options, around = context.active()) =>
    traces.wrapSpanContext(
      traces.getSpanContext(around) ?? INVALID_SPAN_CONTEXT,
    ),
};

function tracerOf(provider: TracerProvider): Tracer | undefined {
  try {
    return isProxy(provider)
      ? provider.getDelegateTracer('everspan', VERSION)
      : provider.getTracer('everspan', VERSION);
  } catch (error) {
    reportInternal('getting a tracer', error);
    return undefined;
  }
}

function isProxy(
  provider: TracerProvider,
): provider is TracerProvider & ProxyProvider {
  return 'getDelegateTracer' in provider && 'getDelegate' in provider;
}
