/** Which class a method stands in, for the dialect that does not tell. */
import { isObject } from '../internal/kind-of-value';
import type { HostFunction } from '../span/work';

/**
 * The name of the class whose `key` is `method`, seen from `self`; where
 * another decorator covers `method`, the nearest class that has `key`.
 */
export function classOfMethod(
  self: unknown,
  key: string | symbol,
  method: HostFunction,
): string | undefined {
  try {
    const holders = holdersOf(self, key);
    const exact = holders.find(({ value }) => value === method);
    return nameOf((exact ?? holders[0])?.holder);
  } catch {
    // A Proxy that refuses to be looked at: the method's name must do.
    return undefined;
  }
}

interface Holder {
  readonly holder: object;
  readonly value: unknown;
}

function holdersOf(self: unknown, key: string | symbol): readonly Holder[] {
  const found: Holder[] = [];
  let holder = isObject(self) ? self : null;
  while (holder !== null) {
    const property = Reflect.getOwnPropertyDescriptor(holder, key);
    if (property) found.push({ holder, value: property.value });
    holder = Reflect.getPrototypeOf(holder);
  }
  return found;
}

function nameOf(holder: object | undefined): string | undefined {
  if (holder === undefined) return undefined;
  const owner: unknown =
    typeof holder === 'function'
      ? holder
      : Reflect.getOwnPropertyDescriptor(holder, 'constructor')?.value;
  return typeof owner === 'function' && owner.name !== ''
    ? owner.name
    : undefined;
}
