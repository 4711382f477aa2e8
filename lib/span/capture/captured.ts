/** What an annotation says of capturing. */
import type { UserFunction } from '../user-function';
import type { CaptureOption } from './capture-option';

/** A part of its declaration. */
export interface Captured {
  readonly capture?: CaptureOption | undefined;
  readonly stateOf?: UserFunction | undefined;
}

/** Whether an annotation says anything of it. */
export function isCapturing({ capture, stateOf }: Captured): boolean {
  return capture !== undefined || stateOf !== undefined;
}
