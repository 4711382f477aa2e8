/**
 * `init` and what can be asked of a process that called it.
 *
 * The SDK is loaded when `init` is called and not before, so that a library
 * that only annotates stays light.
 */
import { disarm } from './internal/arming';
import { late } from './internal/late';
import type {
  DeliveryOwner,
  DropReason,
  Everspan,
  Stats,
} from './setup/handle';
import type * as Idle from './setup/idle-handle';
import type * as Setup from './setup/init';
import type {
  Instrumentation,
  Instrumentations,
} from './setup/instrumentations';
import type {
  InitOptions,
  JournalOptions,
  ProcessorOptions,
  TlsOptions,
} from './setup/options';
import type * as Processor from './setup/processor';
import type { SpanProcessor } from './setup/processor';

export type {
  DeliveryOwner,
  DropReason,
  Everspan,
  InitOptions,
  Instrumentation,
  Instrumentations,
  JournalOptions,
  ProcessorOptions,
  Stats,
  TlsOptions,
};

/**
 * Sets up tracing for this process: provider, context, propagation, delivery.
 *
 * Call it once, before the work begins; a second call returns the same handle
 * and warns if its options differ. Where a tracer provider is registered
 * already, it is used as it is. An unreachable backend is never an error.
 *
 * @throws `ERR_EVERSPAN_INIT_OPTION` (a `TypeError`) for a bad option
 * @example
 * ```ts
 * import { init } from 'everspan';
 *
 * init({ serviceName: 'orders' });
 * ```
 */
export function init(options: InitOptions = {}): Everspan {
  // Whatever was preloaded: the program has its way.
  disarm();
  isSetUp = true;
  return setup().setUp(options);
}

/**
 * Our delivery for a tracer provider of your own, such as a `NodeSDK`, instead
 * of its batch processor: spans arrive whatever ends the process, and those of
 * other libraries say which workflow they belong to. The provider samples.
 *
 * It delivers from the first span on, for the service that this span's resource
 * names, and until its provider is shut down. Spans wait for a resource that is
 * still being detected, at most 10 s; at the end of the process they leave with
 * what is known. A process has one delivery: a second call, or one after `init`,
 * shares it. `init`, called beside it, registers no provider.
 *
 * @throws `ERR_EVERSPAN_INIT_OPTION` (a `TypeError`) for a bad option
 * @example
 * ```ts sketch
 * import { NodeSDK } from '@opentelemetry/sdk-node';
 * import { processor } from 'everspan';
 *
 * new NodeSDK({ serviceName: 'orders', spanProcessors: [processor()] }).start();
 * ```
 */
export function processor(options: ProcessorOptions = {}): SpanProcessor {
  disarm();
  return processors().createProcessor(options);
}

/**
 * Sends all ended spans that wait, and keeps the program alive meanwhile.
 * Never rejects. Without `init` it asks the host's tracer provider.
 *
 * @param timeoutMs milliseconds to try for; by default
 * `OTEL_EXPORTER_OTLP_TIMEOUT`, else 10 000
 * @returns whether all arrived: false too if spans were refused for good, or
 * dropped, since the flush before
 */
export function flush(timeoutMs?: number): Promise<boolean> {
  return handle().flush(timeoutMs);
}

/** Sends what waits and stops tracing. Never rejects. */
export function shutdown(): Promise<void> {
  return handle().shutdown();
}

/** What became of every span so far. */
export function stats(): Stats {
  return handle().stats();
}

/** Synchronous, because `init` is: an `import()` would come too late. */
const setup = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./setup/init') as typeof Setup,
);
const processors = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./setup/processor') as typeof Processor,
);
const idle = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./setup/idle-handle') as typeof Idle,
);

/** Whether `init` was called, and so its module is there. */
let isSetUp = false;

function handle(): Everspan {
  const current = isSetUp ? setup().currentHandle() : undefined;
  return current ?? idle().handleBeforeInit();
}
