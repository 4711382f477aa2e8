/**
 * `node --import everspan/register app.js`, or `--require`: tracing without a
 * line in the program.
 *
 * It only arms. A program that calls `init()`, or registers a tracer provider
 * of its own, has its way. Where nobody does, the defaults and the `OTEL_*`
 * variables apply, at the first annotated call or once the main module has
 * run. Until then nothing is loaded.
 *
 * In a worker thread the first annotated call alone sets tracing up: most
 * threads belong to tools and have nothing to trace.
 */
import { AsyncResource } from 'node:async_hooks';
import { isMainThread } from 'node:worker_threads';
import { arm, fire, isArmed } from './internal/arming';
import type * as Root from './everspan';
import { onceMainModuleHasRun } from './setup/main-module';
import type * as Host from './setup/host-provider';

/* eslint-disable @typescript-eslint/no-require-imports -- every program of a
   tree loads this file; most of them need nothing of what is behind it. */

/** Not in the context of whoever happens to make the first call. */
arm(AsyncResource.bind(applyDefaults));
if (isMainThread) onceMainModuleHasRun(fire, isArmed);

function applyDefaults(): void {
  const { hostProvider } = require('./setup/host-provider') as typeof Host;
  if (hostProvider() !== undefined) return;
  const { init } = require('./everspan') as typeof Root;
  init();
}
