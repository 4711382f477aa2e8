/**
 * Sets up tracing once per process: options, environment, provider, delivery.
 */
import { isDeepStrictEqual } from 'node:util';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import type { DeliveryOwner } from '../delivery/stats';
import { warnOnce } from '../internal/diag';
import { applySpanSettings } from '../span/span-settings';
import { batchVariables } from './batch-variables';
import {
  checkConfigFileVariable,
  isDisabled,
  isExportingVariable,
} from './environment';
import { registerGlobals } from './globals';
import type { Everspan } from './handle';
import { hostProvider } from './host-provider';
import { idleHandle } from './idle-handle';
import { checkOptions } from './check-options';
import type { InitOptions } from './options';
import { startInstrumentations } from './instrumentations';
import './loaded-early';
import { warnOfIgnored, withRedactionOfProcessor } from './processor';
import { createProvider, resourceFor } from './provider';
import { RedactingExporter } from './redacting-exporter';
import { spanRedaction } from './redaction';
import { destinationFor } from './settings';
import { HostProcessor } from './host-processor';
import { joinedHandle, sharedHandle, shareHandle } from './shared-handle';
import { spanSettingsFor } from './span-settings';
import { startDelivery } from './start-delivery';

interface Current {
  readonly handle: Everspan;
  readonly options: InitOptions;
  /** Annotated calls and other libraries are what they were before. */
  readonly undo: readonly (() => void)[];
}

/** Set while tracing is set up. */
let current: Current | undefined;

/**
 * Sets up tracing, or returns what was set up before.
 *
 * @throws `ERR_EVERSPAN_INIT_OPTION` for a bad option, before anything is done
 */
export function setUp(options: InitOptions): Everspan {
  checkOptions(options);
  if (current) {
    warnOfOtherOptions(current.options, options);
    return current.handle;
  }
  const others = sharedHandle();
  const handle = createHandle(options, others);
  // Another copy redacts by its own options, not by these.
  const owner = others ? 'host' : handle.stats().owner;
  const settings = spanSettingsFor(withRedactionOfProcessor(options), owner);
  const undo = [
    applySpanSettings(settings),
    startInstrumentations(isDisabled() ? [] : options.instrumentations),
  ];
  current = { handle, options, undo };
  return handle;
}

/** The handle of this process, once it has been set up. */
export function currentHandle(): Everspan | undefined {
  return current?.handle;
}

function warnOfOtherOptions(first: InitOptions, second: InitOptions): void {
  if (isDeepStrictEqual(first, second)) return;
  warnOnce(
    'WARN_EVERSPAN_INIT_TWICE',
    'init() was called again with other options; the first ones stay',
  );
}

function createHandle(
  options: InitOptions,
  others: Everspan | undefined,
): Everspan {
  if (isDisabled()) return idleHandle('nobody', once(forget));
  checkConfigFileVariable();
  if (others) return joinOthers(options, others);
  if (hostProvider() !== undefined) return joinHost();
  if (options.exporter) return exporterHandle(options, options.exporter);
  if (!isExportingVariable()) return silentHandle(options);
  return deliveringHandle(options);
}

function joinOthers(options: InitOptions, others: Everspan): Everspan {
  warnOfIgnored(options);
  return joinedHandle(others, once(forget));
}

function deliveringHandle(options: InitOptions): Everspan {
  const resource = resourceFor(options);
  const service = String(resource.attributes['service.name']);
  const delivery = startDelivery(service, destinationFor(options), options);
  const provider = createProvider(options, resource, [delivery]);
  const unregister = registerGlobals(provider, options.propagateCorrelation);
  const undo = [unregister];
  const handle: Everspan = {
    flush: (timeoutMs) => delivery.flush(timeoutMs),
    shutdown: once(() =>
      shutDown([provider, delivery], () => {
        for (const each of undo) each();
      }),
    ),
    stats: () => delivery.stats(),
  };
  const forHosts = new HostProcessor(
    () => delivery,
    () => undefined,
  );
  undo.push(shareHandle(handle, forHosts));
  return handle;
}

function exporterHandle(
  options: InitOptions,
  given: NonNullable<InitOptions['exporter']>,
): Everspan {
  const exporter = new RedactingExporter(given, spanRedaction(options));
  const processor = new BatchSpanProcessor({
    ...batchVariables(),
    exporter,
  });
  return providerHandle(options, [processor], 'exporter');
}

/** Spans are made, for the user's own processors, and sent nowhere. */
function silentHandle(options: InitOptions): Everspan {
  return providerHandle(options, [], 'nobody');
}

/** Without our delivery nobody could keep what is recorded and not sampled. */
function withoutKeeping(options: InitOptions): InitOptions {
  return { ...options, sampling: { ...options.sampling, keepFailures: false } };
}

function providerHandle(
  options: InitOptions,
  processors: readonly BatchSpanProcessor[],
  owner: DeliveryOwner,
): Everspan {
  const resource = resourceFor(options);
  const provider = createProvider(
    withoutKeeping(options),
    resource,
    processors,
  );
  const unregister = registerGlobals(provider, options.propagateCorrelation);
  return idleHandle(
    owner,
    once(() => shutDown([provider], unregister)),
  );
}

function joinHost(): Everspan {
  warnOnce(
    'WARN_EVERSPAN_FOREIGN_PROVIDER',
    'a tracer provider is registered already and is used as it is; ' +
      'delivery, at the end of the process too, is its owner’s',
  );
  return idleHandle('host', once(forget));
}

/** After `shutdown`, `init` sets up anew. */
function forget(): Promise<void> {
  for (const each of current?.undo ?? []) each();
  current = undefined;
  return Promise.resolve();
}

/**
 * One of the user's processors may fail to stop, and keep the provider from
 * stopping ours; so ours is stopped by itself as well. Never rejects.
 */
async function shutDown(
  stopping: readonly { shutdown(): Promise<void> }[],
  unregister: () => void,
): Promise<void> {
  await Promise.allSettled(stopping.map(async (each) => each.shutdown()));
  unregister();
  await forget();
}

/** A handle is shut down once: by then another one may be the current one. */
function once(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= stop());
}
