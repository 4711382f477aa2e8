/**
 * A carrier: the message, or its headers, in which context travels.
 *
 * It is recognised by its shape, or given with its own getter and setter.
 */

/** A carrier of a shape that is not known here, with the way into it. */
export interface CustomCarrier<Carrier = unknown> {
  readonly carrier: Carrier;
  /** Needed by whoever reads from it. */
  readonly getter?: {
    /** The value of a header: a text, a Buffer or a list; nothing if absent. */
    get(carrier: Carrier, name: string): unknown;
    /** The names of all headers, for propagators that ask for them. */
    keys?(carrier: Carrier): readonly string[];
  };
  /** Needed by whoever writes into it. */
  readonly setter?: {
    /** Writes a header in the place of an earlier one of that name. */
    set(carrier: Carrier, name: string, value: string): void;
  };
}

/** Whether it comes with its own getter or setter. */
export function isCustomCarrier(value: object): value is CustomCarrier {
  if (!('carrier' in value)) return false;
  return hasMethod(value, 'getter', 'get') || hasMethod(value, 'setter', 'set');
}

function hasMethod(value: object, property: string, method: string): boolean {
  const holder: unknown = Reflect.get(value, property);
  if (typeof holder !== 'object' || holder === null) return false;
  return typeof Reflect.get(holder, method) === 'function';
}

/** Headers behind methods: `Headers`, `Map`, the `MsgHdrs` of NATS. */
export interface KeyedHeaders {
  get(name: string): unknown;
  set(name: string, value: string): unknown;
  delete?(name: string): unknown;
  keys?(): Iterable<unknown>;
}

/** Whether its headers are read and written by methods. */
export function isKeyedHeaders(value: object): value is KeyedHeaders {
  const { get, set } = value as Partial<KeyedHeaders>;
  return typeof get === 'function' && typeof set === 'function';
}
