/** A function that a user gave to an annotation, called without any risk. */
import { types } from 'node:util';
import { reason, warnOnce } from '../internal/diag';
import { late } from '../internal/late';
import type * as RedactModule from './redaction/redact';
import type { HostFunction } from './work';

const rules = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./redaction/redact') as typeof RedactModule,
);

/**
 * Tells that something a user gave could not be used, and why. An error may
 * repeat what it was about, and stderr is kept like any log: secrets are hidden.
 *
 * @param subject of what kind it is, for each kind is told once
 */
export function warnUserCode(what: string, why: string, subject = ''): void {
  const shown = rules().secretRedactor.text(`${what} is left out: ${why}`);
  warnOnce('WARN_EVERSPAN_USER_CODE', shown, subject);
}

/** Never throws; what it cannot use is told once. */
export class UserFunction {
  readonly #fn: HostFunction;
  /** Whose function it is, for the warning. */
  readonly #what: string;
  readonly #subject: string;

  /** @param subject the name of the option that it is */
  constructor(fn: HostFunction, what: string, subject: string) {
    this.#fn = fn;
    this.#what = what;
    this.#subject = subject;
  }

  /** What the function answers, or `undefined` when it throws. */
  ask(self: unknown, args: readonly unknown[]): unknown {
    try {
      return this.#withoutPromise(Reflect.apply(this.#fn, self, args));
    } catch (error) {
      this.refuse(reason(error));
      return undefined;
    }
  }

  /** Tells that what was answered cannot be used. */
  refuse(why: string): void {
    warnUserCode(this.#what, why, this.#subject);
  }

  /** Only we hold the promise: nobody else could handle its rejection. */
  #withoutPromise(answer: unknown): unknown {
    if (!types.isPromise(answer)) return answer;
    answer.catch(() => undefined);
    this.refuse('it answered with a promise, which a call cannot wait for');
    return undefined;
  }
}
