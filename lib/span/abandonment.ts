/** Tells when nobody can use an object any more, because it was collected. */

export interface Abandonable {
  /** Never throws: there would be nobody to catch it. */
  abandon(): void;
}

let registry: FinalizationRegistry<Abandonable> | undefined;

/**
 * Tells `abandonable` some time after `value` was collected; at the end of
 * the process perhaps never. It must not hold on to `value`.
 */
export function onAbandonment(value: object, abandonable: Abandonable): void {
  registry ??= new FinalizationRegistry((each) => {
    each.abandon();
  });
  registry.register(value, abandonable);
}

const owners = new WeakMap<object, object>();

/** `owner` is not abandoned while somebody still has a `part` of it. */
export function keepAlive(owner: object, part: object): void {
  owners.set(part, owner);
}
