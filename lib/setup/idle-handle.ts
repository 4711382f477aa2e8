/**
 * The handle of a process whose spans are not ours to deliver. Light: it is
 * also what `flush()` uses where nobody called `init`.
 */
import { Counters, type DeliveryOwner } from '../delivery/stats';
import type { Everspan } from './handle';
import { flushHostProvider, hostProvider } from './host-provider';
import { joinedHandle, sharedHandle } from './shared-handle';

const DEFAULT_FLUSH_MS = 10_000;

/** A handle that asks whoever registered the provider to flush. */
export function idleHandle(
  owner: DeliveryOwner,
  shutdown: () => Promise<void>,
): Everspan {
  return {
    flush: (timeoutMs = DEFAULT_FLUSH_MS) => flushHostProvider(timeoutMs),
    shutdown,
    stats: () => new Counters().read(owner, 0),
  };
}

/** The handle before `init`: a library's, or a program's that never calls it. */
export function handleBeforeInit(): Everspan {
  const shared = sharedHandle();
  if (shared) return joinedHandle(shared, () => Promise.resolve());
  const owner = hostProvider() === undefined ? 'nobody' : 'host';
  return idleHandle(owner, () => Promise.resolve());
}
