/** What an annotation says of capturing. */
import type { AnnotationKind } from '../annotation-kind';
import type { UserFunction } from '../user-function';
import type { CaptureOption } from './capture-option';

/** A part of its declaration. */
export interface Captured {
  readonly capture?: CaptureOption | undefined;
  readonly stateOf?: UserFunction | undefined;
}

/** What of a span's definition concerns capturing. */
export interface CapturedDefinition {
  readonly kind: AnnotationKind;
  readonly captured: Captured | undefined;
}

/** Whether an annotation says anything of it. */
export function isCapturing({ capture, stateOf }: Captured): boolean {
  return capture !== undefined || stateOf !== undefined;
}
