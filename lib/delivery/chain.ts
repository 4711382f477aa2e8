/**
 * A sequence that can be joined at both ends and left from anywhere, each at
 * the same cost however long it is. (A `Set` is not enough: what has left its
 * front is passed again by whoever looks for the first.)
 */

interface Link<Item> {
  readonly item: Item;
  before: Link<Item> | undefined;
  after: Link<Item> | undefined;
}

/** Holds every item once. */
export class Chain<Item> implements Iterable<Item> {
  readonly #links = new Map<Item, Link<Item>>();
  #first: Link<Item> | undefined;
  #last: Link<Item> | undefined;

  get first(): Item | undefined {
    return this.#first?.item;
  }

  get last(): Item | undefined {
    return this.#last?.item;
  }

  has(item: Item): boolean {
    return this.#links.has(item);
  }

  push(item: Item): void {
    const link = { item, before: this.#last, after: undefined };
    this.#links.set(item, link);
    if (this.#last) this.#last.after = link;
    this.#first ??= link;
    this.#last = link;
  }

  unshift(item: Item): void {
    const link = { item, before: undefined, after: this.#first };
    this.#links.set(item, link);
    if (this.#first) this.#first.before = link;
    this.#last ??= link;
    this.#first = link;
  }

  delete(item: Item): void {
    const link = this.#links.get(item);
    if (!link) return;
    this.#links.delete(item);
    const { before, after } = link;
    if (before) before.after = after;
    else this.#first = after;
    if (after) after.before = before;
    else this.#last = before;
  }

  clear(): void {
    this.#links.clear();
    this.#first = undefined;
    this.#last = undefined;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let link = this.#first; link; link = link.after) yield link.item;
  }
}
