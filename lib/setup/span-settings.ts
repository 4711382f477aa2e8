/** Of the options of `init`, what concerns annotated calls. */
import type { DeliveryOwner } from '../delivery/stats';
import { CallHooks } from '../span/call-hooks';
import type { SpanSettings } from '../span/span-settings';
import type { InitOptions } from './options';
import { redactorsFor } from './redaction';

/**
 * What the annotating wing is told.
 *
 * @param owner of the delivery
 */
export function spanSettingsFor(
  options: InitOptions,
  owner: DeliveryOwner,
): SpanSettings {
  const { hooks, continuation, processors = [] } = options;
  const { captured, recorded } = redactorsFor(options);
  const isOurs = owner === 'everspan' || owner === 'exporter';
  return {
    hooks: hooks && new CallHooks(hooks),
    continuation,
    redactor: captured,
    recordRedactor: recorded,
    // Processors of the user see spans before we let them out.
    isRedactedLater: isOurs && processors.length === 0,
  };
}
