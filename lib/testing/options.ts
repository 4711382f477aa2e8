/** The options of a recorder: those of `init` that are not about delivery. */
import { everspanError } from '../internal/errors';
import { checkOptions } from '../setup/check-options';
import type { InitOptions } from '../setup/options';

/** What a recorder has no use for. */
const DELIVERY = [
  'endpoint',
  'headers',
  'compression',
  'tls',
  'maxMemoryBytes',
  'journal',
  'exitTimeoutMs',
  'exporter',
  'instrumentations',
] as const;

/**
 * What `init` takes and what concerns the spans themselves, with the same
 * meaning and the same defaults; `sampling` alone has another one, so that no
 * variable can make a test record nothing.
 */
export type RecorderOptions = Omit<InitOptions, (typeof DELIVERY)[number]>;

/** What the provider makes of spans; all others change annotated calls. */
const OF_THE_PROVIDER = new Set([
  'serviceName',
  'serviceVersion',
  'resource',
  'sampling',
  'processors',
]);

/**
 * @throws `ERR_EVERSPAN_RECORDER_OPTION` for an option about delivery,
 * `ERR_EVERSPAN_INIT_OPTION` for any other one that `init` would refuse
 */
export function checkRecorderOptions(
  options: unknown,
): asserts options is RecorderOptions {
  checkOptions(options);
  const useless = DELIVERY.find((name) => Object.hasOwn(options, name));
  if (!useless) return;
  throw everspanError(
    'ERR_EVERSPAN_RECORDER_OPTION',
    `"${useless}" is about delivery, and a recorder delivers nothing`,
  );
}

/** Whether annotated calls are to differ from what `init` said. */
export function concernsCalls(options: RecorderOptions): boolean {
  return Object.keys(options).some((name) => !OF_THE_PROVIDER.has(name));
}
