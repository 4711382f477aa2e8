/**
 * The handle of whichever copy of this library has set tracing up.
 *
 * One process may load several: two versions, or a bundle and a package. They
 * have one provider and one context anyway, which OpenTelemetry keeps; here
 * they get one delivery to ask. Light: it is also read before any `init`.
 */
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Everspan } from './handle';

const SHARED: unique symbol = Symbol.for('everspan.handle');

/** Another number where the handle means something else. */
const VERSION = 1;

interface Shared {
  readonly version: number;
  readonly handle: Everspan;
  /** What delivers, for the providers of others. */
  readonly delivery: SpanProcessor;
}

const globals = globalThis as { [SHARED]?: Shared | undefined };

/** Lets other copies have `handle`; returns what takes it back. */
export function shareHandle(
  handle: Everspan,
  delivery: SpanProcessor,
): () => void {
  const shared: Shared = { version: VERSION, handle, delivery };
  globals[SHARED] = shared;
  return () => {
    if (globals[SHARED] === shared) globals[SHARED] = undefined;
  };
}

/** What a copy of this library has shared, if it is understood here. */
export function sharedHandle(): Everspan | undefined {
  return shared()?.handle;
}

/** What delivers for this process, whichever copy it is of. */
export function sharedDelivery(): SpanProcessor | undefined {
  return shared()?.delivery;
}

function shared(): Shared | undefined {
  const found = globals[SHARED];
  return found?.version === VERSION ? found : undefined;
}

/**
 * The handle for another copy: it asks and waits; stopping is for the copy that
 * has set tracing up.
 */
export function joinedHandle(
  shared: Everspan,
  shutdown: () => Promise<void>,
): Everspan {
  return {
    flush: (timeoutMs) => shared.flush(timeoutMs),
    shutdown: async () => {
      await shared.flush();
      await shutdown();
    },
    stats: () => shared.stats(),
  };
}
