/** A mistake on the command line. */
import {
  everspanError,
  type ErrorCode,
  type EverspanError,
} from '../internal/errors';

const CODE = 'ERR_EVERSPAN_USAGE' satisfies ErrorCode;

/** Says what was given and what to give instead. */
export function usageError(detail: string): EverspanError {
  return everspanError(CODE, detail);
}

/** Whether the command line is to blame, and not what it led to. */
export function isUsageError(error: unknown): boolean {
  return error instanceof TypeError && Reflect.get(error, 'code') === CODE;
}
