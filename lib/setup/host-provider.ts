/**
 * The tracer provider that is there already, if one is.
 *
 * Recognised by shape: the host may have another copy of the OpenTelemetry
 * API or SDK than we do.
 */
import { trace } from '@opentelemetry/api';
import { hold } from '../internal/clock';

interface Delegating {
  getDelegateTracer(name: string): unknown;
  getDelegate(): unknown;
}

/** The registered provider, or `undefined` while none is. */
export function hostProvider(): unknown {
  const registered: unknown = trace.getTracerProvider();
  if (!isDelegating(registered)) return registered;
  return hasDelegate(registered) ? registered.getDelegate() : undefined;
}

function hasDelegate(registered: Delegating): boolean {
  try {
    return registered.getDelegateTracer('everspan') !== undefined;
  } catch {
    // A provider that cannot give a tracer is one all the same.
    return true;
  }
}

/**
 * Asks the host's provider to send what it has. Never rejects; resolves to
 * whether it said so within `timeoutMs`.
 */
export async function flushHostProvider(timeoutMs: number): Promise<boolean> {
  const provider = hostProvider();
  if (!isFlushable(provider)) return true;
  const budget = hold(timeoutMs);
  try {
    const flushed = provider.forceFlush().then(() => true);
    return await Promise.race([flushed, budget.over.then(() => false)]);
  } catch {
    // The host's exporter failed, which its own diagnostics tell.
    return false;
  } finally {
    budget.release();
  }
}

function isDelegating(value: unknown): value is Delegating {
  return (
    hasMethod(value, 'getDelegateTracer') && hasMethod(value, 'getDelegate')
  );
}

function isFlushable(
  value: unknown,
): value is { forceFlush(): Promise<unknown> } {
  return hasMethod(value, 'forceFlush');
}

function hasMethod(value: unknown, name: string): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, name) === 'function'
  );
}
