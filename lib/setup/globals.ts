/**
 * Registers what OpenTelemetry keeps once per process, and leaves alone what
 * somebody registered before.
 */
import {
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  trace,
  type TextMapPropagator,
  type TracerProvider,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import { variable } from '../internal/env';
import { received } from '../internal/errors';
import { CorrelationPropagator } from './correlation-propagator';
import { warnVariable } from './environment';

/**
 * Registers all three; returns what takes back those that were not there.
 *
 * @param propagatesCorrelation - whether correlation ids travel in baggage
 */
export function registerGlobals(
  provider: TracerProvider,
  propagatesCorrelation = false,
): () => void {
  const undo = [
    registerContextManager(),
    registerPropagator(propagatesCorrelation),
  ];
  trace.setGlobalTracerProvider(provider);
  return () => {
    trace.disable();
    for (const each of undo) each();
  };
}

const nothing = (): void => undefined;

function registerContextManager(): () => void {
  if (hasContextManager()) return nothing;
  const manager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  return () => {
    context.disable();
  };
}

/** Without a manager, nothing is ever active: that can be tried. */
function hasContextManager(): boolean {
  const probe = createContextKey('everspan.probe');
  const marked = ROOT_CONTEXT.setValue(probe, true);
  return context.with(marked, () => context.active().getValue(probe) === true);
}

function registerPropagator(propagatesCorrelation: boolean): () => void {
  if (propagation.fields().length > 0) return nothing;
  const chosen = propagatorsVariable();
  const propagators = propagatesCorrelation
    ? withCorrelation(chosen)
    : [...chosen];
  propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
  return () => {
    propagation.disable();
  };
}

/** The option wins over the variable, for what it is about. */
function withCorrelation(
  chosen: readonly TextMapPropagator[],
): TextMapPropagator[] {
  const others = chosen.filter(
    (each) => !(each instanceof W3CBaggagePropagator),
  );
  const carriesAll = others.length < chosen.length;
  return [...others, new CorrelationPropagator({ carriesAll })];
}

const PROPAGATORS: Readonly<Record<string, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
};

const DEFAULT_PROPAGATORS = 'tracecontext,baggage';

function propagatorsVariable(): readonly TextMapPropagator[] {
  const value = variable('OTEL_PROPAGATORS') ?? DEFAULT_PROPAGATORS;
  const names = namesIn(value);
  if (names.includes('none')) return [];
  const unknown = names.find((name) => !isPropagator(name));
  if (unknown !== undefined) {
    const problem = `expected tracecontext, baggage or none, got ${received(unknown)}`;
    warnVariable('OTEL_PROPAGATORS', problem);
  }
  const known = names.filter(isPropagator);
  const chosen = known.length > 0 ? known : namesIn(DEFAULT_PROPAGATORS);
  return chosen.flatMap((name) => PROPAGATORS[name]?.() ?? []);
}

function namesIn(list: string): readonly string[] {
  return [...new Set(list.split(',').map((name) => name.trim()))];
}

function isPropagator(name: string): boolean {
  return Object.hasOwn(PROPAGATORS, name);
}
