/** Asks an object's own `toJSON`, the only code of the host that is run. */
import { types } from 'node:util';
import { reason } from '../../internal/diag';
import { warnUserCode } from '../user-function';
import type { Written } from './shape';

/** What `toJSON` answered, or that it cannot be used. */
export type Answer =
  | { readonly isUsable: true; readonly value: unknown }
  | { readonly isUsable: false };

/** Never throws; a `toJSON` that does is told of once. */
export function askToJson(value: object, { toJson, name }: Written): Answer {
  try {
    const answer: unknown = Reflect.apply(toJson, value, ['']);
    ignoreRejection(answer);
    return { isUsable: true, value: answer };
  } catch (error) {
    warnUserCode(`the toJSON of ${name}`, reason(error));
    return { isUsable: false };
  }
}

/** Only we hold the promise: nobody else could handle its rejection. */
function ignoreRejection(answer: unknown): void {
  if (types.isPromise(answer)) answer.catch(() => undefined);
}
