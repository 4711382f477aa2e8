/** What `init` would tell annotated calls, told by a spec. */
import {
  applySpanSettings,
  type SpanSettings,
} from '../../lib/span/span-settings';

/** Settings for a part of a spec; none hold outside of its `describe`. */
export function applyingSettings(): (settings: SpanSettings) => void {
  let takeBack = (): void => undefined;
  afterEach(() => {
    takeBack();
  });
  return (settings) => {
    takeBack();
    takeBack = applySpanSettings(settings);
  };
}
