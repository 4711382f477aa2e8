/** Of the options of `init`, what concerns annotated calls. */
import type { SpanSettings } from '../span/span-settings';
import type { InitOptions } from './options';

/** What the annotating wing is told. */
export function spanSettingsFor(options: InitOptions): SpanSettings {
  return { hooks: options.hooks };
}
