/** Calls the hooks of `init`, without any risk to the call they are told of. */
import {
  type Context,
  context as contexts,
  createContextKey,
  type Span,
} from '@opentelemetry/api';
import type { AnnotatedCall, Hooks } from './hooks';
import { UserFunction } from './user-function';
import { performIn, Work } from './work';

/** A call as far as its hooks are concerned. */
interface HookedCall {
  readonly context: Context;
  readonly span: Span;
  readonly described: AnnotatedCall;
}

/** Set where a hook runs: annotated calls that it makes have no hooks. */
const INSIDE = createContextKey('everspan.hook');

/** The hooks of `init`, made ready for any number of calls. */
export class CallHooks {
  readonly #hooks: Hooks;
  readonly #onStart: UserFunction | undefined;
  readonly #onSuccess: UserFunction | undefined;
  readonly #onFailure: UserFunction | undefined;
  /** The same as `INSIDE`, where there is no context manager. */
  #isInside = false;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
    this.#onStart = hookOf(hooks, 'onStart');
    this.#onSuccess = hookOf(hooks, 'onSuccess');
    this.#onFailure = hookOf(hooks, 'onFailure');
  }

  started(call: HookedCall): void {
    this.#tell(this.#onStart, call, []);
  }

  succeeded(call: HookedCall, result: unknown): void {
    this.#tell(this.#onSuccess, call, [result]);
  }

  failed(call: HookedCall, error: unknown): void {
    this.#tell(this.#onFailure, call, [error]);
  }

  #tell(
    hook: UserFunction | undefined,
    call: HookedCall,
    outcome: readonly unknown[],
  ): void {
    if (hook === undefined || this.#isInside || isInside()) return;
    const { context, span, described } = call;
    const args = [span, ...outcome, described];
    this.#isInside = true;
    try {
      const ask = (): unknown => hook.ask(this.#hooks, args);
      performIn(context.setValue(INSIDE, true), new Work(ask, undefined, []));
    } catch {
      // The end of the stack, of which the work itself will tell.
    } finally {
      this.#isInside = false;
    }
  }
}

function isInside(): boolean {
  return contexts.active().getValue(INSIDE) === true;
}

function hookOf(hooks: Hooks, name: keyof Hooks): UserFunction | undefined {
  const hook = hooks[name];
  return hook && new UserFunction(hook, `hook \`${name}\``, name);
}
