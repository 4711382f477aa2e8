/** Of the options of `init`, what concerns annotated calls. */
import { CallHooks } from '../span/call-hooks';
import type { SpanSettings } from '../span/span-settings';
import type { InitOptions } from './options';

/** What the annotating wing is told. */
export function spanSettingsFor(options: InitOptions): SpanSettings {
  const { hooks, continuation } = options;
  return { hooks: hooks && new CallHooks(hooks), continuation };
}
