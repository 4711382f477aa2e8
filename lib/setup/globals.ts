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
import { warnVariable } from './environment';

/** Registers all three; returns what takes back those that were not there. */
export function registerGlobals(provider: TracerProvider): () => void {
  const undo = [registerContextManager(), registerPropagator()];
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

function registerPropagator(): () => void {
  if (propagation.fields().length > 0) return nothing;
  const propagators = propagatorsVariable();
  propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
  return () => {
    propagation.disable();
  };
}

const PROPAGATORS: Readonly<Record<string, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
};

function propagatorsVariable(): TextMapPropagator[] {
  const value = variable('OTEL_PROPAGATORS') ?? 'tracecontext,baggage';
  const names = new Set(value.split(',').map((name) => name.trim()));
  if (names.has('none')) return [];
  return [...names].flatMap((name) => {
    if (Object.hasOwn(PROPAGATORS, name)) return PROPAGATORS[name]?.() ?? [];
    warnVariable(
      'OTEL_PROPAGATORS',
      `expected tracecontext, baggage or none, got ${received(name)}`,
    );
    return [];
  });
}
