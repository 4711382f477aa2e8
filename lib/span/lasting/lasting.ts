/** A result that lasts, and those who wait for its end. */
import { type Context, context as contexts } from '@opentelemetry/api';
import { hostMs } from '../../internal/clock';
import { type Abandonable, onAbandonment } from '../abandonment';
import { type HostFunction, performIn, Work } from '../work';

/** How a lasting result came to its end. */
export type End = {
  /** Items handed out, where they can be seen. */
  readonly items?: number | undefined;
} & (
  | { readonly how: 'exhausted' }
  /** The consumer needed no more of it: `break`, `cancel()`. */
  | { readonly how: 'left' }
  | { readonly how: 'failed'; readonly error: unknown }
  /** It was collected; the last use, where it was seen, as the host reads it. */
  | { readonly how: 'abandoned'; readonly lastUse: number | undefined }
);

/** Somebody who waits for a result that lasts. The first end counts. */
export interface LastingSettlement {
  /** Where the work of the call runs. */
  readonly context: Context;
  item(value: unknown): void;
  over(end: End): void;
}

/** Never holds on to the result itself, which would then never be collected. */
export class Lasting implements Abandonable {
  readonly #waiting = new Set<LastingSettlement>();
  #lastUse = hostMs();
  #items: number | undefined = 0;
  #end: End | undefined;

  get isOver(): boolean {
    return this.#waiting.size === 0;
  }

  get items(): number {
    return this.#items ?? 0;
  }

  /** Of the first who waits: its work is the innermost. */
  get context(): Context {
    for (const each of this.#waiting) return each.context;
    return contexts.active();
  }

  add(settlement: LastingSettlement): void {
    this.#waiting.add(settlement);
  }

  /** Calls a method of the host's where the work belongs. */
  perform(
    original: HostFunction,
    self: unknown,
    args: readonly unknown[],
  ): unknown {
    return performIn(this.context, new Work(original, self, args));
  }

  item(value: unknown): void {
    if (this.#items === undefined) return;
    this.#items++;
    this.#lastUse = hostMs();
    for (const each of this.#waiting) each.item(value);
  }

  /** From here on items are handed out where they cannot be seen. */
  loseCount(): void {
    this.#items = undefined;
  }

  exhaust(): void {
    this.#over({ how: 'exhausted', items: this.#items });
  }

  leave(): void {
    this.#over({ how: 'left', items: this.#items });
  }

  fail(error: unknown): void {
    this.#over({ how: 'failed', error, items: this.#items });
  }

  abandon(): void {
    const items = this.#items;
    const lastUse = items === undefined ? undefined : this.#lastUse;
    this.#over({ how: 'abandoned', lastUse, items });
  }

  /** Where the stack is too short to tell it now, it is told later. */
  #over(end: End): void {
    this.#end ??= end;
    for (const each of this.#waiting) each.over(this.#end);
    this.#waiting.clear();
    this.#end = undefined;
  }
}

/** Begins to observe `value`; says whether that is possible. */
export type Observe<Value extends object> = (
  value: Value,
  lasting: Lasting,
) => boolean;

const lastings = new WeakMap<object, Lasting>();

/** Lets `settlement` wait for `value`, which is observed only once. */
export function waitFor<Value extends object>(
  value: Value,
  settlement: LastingSettlement,
  observe: Observe<Value>,
): boolean {
  const lasting = lastings.get(value) ?? begin(value, observe);
  lasting?.add(settlement);
  return lasting !== undefined;
}

function begin<Value extends object>(
  value: Value,
  observe: Observe<Value>,
): Lasting | undefined {
  const lasting = new Lasting();
  if (!observe(value, lasting)) return undefined;
  lastings.set(value, lasting);
  onAbandonment(value, lasting);
  return lasting;
}
