/** Those who wait for one thenable, which several calls may hand back. */
import { context as contexts, type Context } from '@opentelemetry/api';
import { hostMs } from '../../internal/clock';
import type { Abandonable } from '../abandonment';
import type { Settlement } from './settlement';
import { type HostFunction, isFunction, performIn, Work } from '../work';

/** One per thenable; the first settlement ends all who wait. */
export class Observation implements Abandonable {
  readonly #since = hostMs();
  #waiting: Settlement[] = [];
  #isInside = false;
  #isAsked = false;

  /** Whether the original `then` runs now, on its owner's behalf. */
  get isInside(): boolean {
    return this.#isInside;
  }

  add(settlement: Settlement): void {
    this.#waiting.push(settlement);
  }

  succeed(result: unknown): void {
    for (const each of this.#takeAll()) each.succeed(result);
  }

  fail(error: unknown): void {
    for (const each of this.#takeAll()) each.fail(error);
  }

  /** Whoever has called `then` still waits, even if the thenable is gone. */
  abandon(): void {
    if (this.#isAsked) return;
    for (const each of this.#takeAll()) each.abandon(this.#since);
  }

  /**
   * Calls the original `then` for its owner, where the work of the first who
   * waits belongs: a lazy thenable begins only here.
   */
  then(
    original: HostFunction,
    self: unknown,
    callbacks: readonly [unknown, unknown],
  ): unknown {
    const [first] = this.#waiting;
    if (first === undefined) return Reflect.apply(original, self, callbacks);
    const listening = this.#listening(callbacks, contexts.active());
    return this.perform(original, self, listening);
  }

  /** Calls any method by which it answers, where the work belongs. */
  perform(
    original: HostFunction,
    self: unknown,
    args: readonly unknown[],
  ): unknown {
    const [first] = this.#waiting;
    if (first === undefined) return Reflect.apply(original, self, args);
    this.#isAsked = true;
    const wasInside = this.#isInside;
    this.#isInside = true;
    try {
      return performIn(first.context, new Work(original, self, args));
    } catch (error) {
      this.fail(error);
      throw error;
    } finally {
      this.#isInside = wasInside;
    }
  }

  /** The owner's callbacks belong where the owner is, not in the span. */
  #listening(
    [onFulfilled, onRejected]: readonly [unknown, unknown],
    owner: Context,
  ): readonly HostFunction[] {
    const succeed = this.succeed.bind(this);
    const fail = this.fail.bind(this);
    return [
      function (this: unknown, ...args: unknown[]): unknown {
        succeed(args[0]);
        if (!isFunction(onFulfilled)) return args[0];
        return performIn(owner, new Work(onFulfilled, this, args));
      },
      function (this: unknown, ...args: unknown[]): unknown {
        fail(args[0]);
        if (!isFunction(onRejected)) throw args[0];
        return performIn(owner, new Work(onRejected, this, args));
      },
    ];
  }

  /** The first settlement counts; whoever comes later has a new one to wait for. */
  #takeAll(): readonly Settlement[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}
