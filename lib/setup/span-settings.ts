/** Of the options of `init`, what concerns annotated calls. */
import type { DeliveryOwner } from '../delivery/stats';
import { CallHooks } from '../span/call-hooks';
import {
  type CaptureSettings,
  captureSettings,
} from '../span/capture/capture-option';
import { Translation } from '../span/dialects/translation';
import type { SpanSettings } from '../span/span-settings';
import { captureVariable } from './environment';
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
  const { hooks, continuation, dialects = [], processors = [] } = options;
  const { captured, recorded } = redactorsFor(options);
  const isOurs = owner === 'everspan' || owner === 'exporter';
  return {
    hooks: hooks && new CallHooks(hooks),
    continuation,
    capture: captureFor(options),
    translation: dialects.length > 0 ? new Translation(dialects) : undefined,
    redactor: captured,
    recordRedactor: recorded,
    // Processors of the user see spans before we let them out.
    isRedactedLater: isOurs && processors.length === 0,
  };
}

/** `undefined`, unless anybody said anything: a call then need not ask. */
function captureFor(options: InitOptions): CaptureSettings | undefined {
  const option = options.capture ?? captureVariable();
  return option === undefined || option === false
    ? undefined
    : captureSettings(option);
}
