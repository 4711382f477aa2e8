/** Whether anything of a call is captured; how, is loaded when it is. */
import { late } from '../../internal/late';
import { spanSettings } from '../span-settings';
import type { Work } from '../work';
import type * as CallCaptureModule from './call-capture';
import { captureSettings } from './capture-option';
import type { CapturedDefinition } from './captured';

const capturing = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./call-capture') as typeof CallCaptureModule,
);

/**
 * What is to be captured of a call, from before it begins; `undefined`, which
 * costs two reads, for nothing.
 */
export function captureCall(
  definition: CapturedDefinition,
  work: Work,
): CallCaptureModule.CallCapture | undefined {
  const { capture: ofService } = spanSettings();
  const { captured: declared } = definition;
  if (declared === undefined && ofService === undefined) return undefined;
  const settings = captureSettings(declared?.capture, ofService);
  const { CallCapture } = capturing();
  return new CallCapture(settings, definition, work);
}
