/**
 * Runs our own work outside the context of whoever caused it.
 *
 * A request started when a span ends would otherwise keep that span's context
 * (and whatever else the host put there) alive, and an HTTP instrumentation
 * would trace the delivery of traces.
 */
import { AsyncResource } from 'node:async_hooks';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';

/** Runs `fn` at once and returns what it returns. */
export type Detached = <Result>(fn: () => Result) => Result;

/** A runner that always runs in the context in which it was made, untraced. */
export function detachedRunner(): Detached {
  const resource = new AsyncResource('everspan');
  const untraced = suppressTracing(ROOT_CONTEXT);
  return (fn) => resource.runInAsyncScope(() => context.with(untraced, fn));
}
