/** What there is to write of an object. */

/** What a class has to say about how it is written. */
export type ToJson = (this: unknown) => unknown;

export type Shape = OwnShape | Written;

/** Whatever its `toJSON` answers. */
export interface Written {
  readonly kind: 'written';
  readonly toJson: ToJson;
  readonly name: string;
}

/** What is seen without asking. */
export type OwnShape =
  /** Nothing but what it is, in brackets. */
  | { readonly kind: 'mark'; readonly mark: string }
  /** A text, which may hold anything. */
  | { readonly kind: 'text'; readonly text: string }
  /** A value in a box, such as the number in `new Number(1)`. */
  | { readonly kind: 'value'; readonly value: unknown }
  | Nesting;

/** What holds other values. */
export type Nesting =
  { readonly kind: 'list' | 'map' | 'set'; readonly size: number } | Data;

/** An object by its keys; the class is empty for a plain one. */
export interface Data {
  readonly kind: 'record';
  readonly className: string;
  readonly keys: readonly string[];
}
