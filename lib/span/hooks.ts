/** What `init` can be told to call around every annotated call. */
import type { Span } from '@opentelemetry/api';
import type { AnnotationKind } from './annotation-kind';

/** The annotated call that a hook is told of. */
export interface AnnotatedCall {
  /** Which annotation it is a call of. */
  readonly kind: AnnotationKind;
  /** The span's name. */
  readonly name: string;
  /** The arguments of the call; of `run` there are none. */
  readonly args: readonly unknown[];
}

/**
 * Called around every annotated call whose span is recorded, while that span is
 * active and can still be given attributes and events.
 *
 * Spans of other libraries have none, nor have annotated calls that a hook
 * makes itself. Of a call that never settles, and of a span that its owner or
 * the end of the process ends, only the start is told. What a hook throws
 * reaches nobody: it is told once (`WARN_EVERSPAN_USER_CODE`) and counted; the
 * same goes for a promise that it answers, for no call waits for it.
 *
 * @example
 * ```ts
 * import { init } from 'everspan';
 *
 * init({
 *   hooks: {
 *     onFailure: (span, error, { name }) => {
 *       span.setAttribute('oncall.page', isUrgent(error));
 *       failures.add(1, { name });
 *     },
 *   },
 * });
 * ```
 */
export interface Hooks {
  /** Before the work begins. */
  readonly onStart?: ((span: Span, call: AnnotatedCall) => void) | undefined;
  /**
   * After the work succeeded. `result` is what was returned, or what the
   * promise or thenable held; `undefined` where that cannot be observed.
   */
  readonly onSuccess?:
    ((span: Span, result: unknown, call: AnnotatedCall) => void) | undefined;
  /**
   * After the work failed, and that was recorded. Not for what `isFailure` says
   * is none, of which `onSuccess` is not told either.
   */
  readonly onFailure?:
    ((span: Span, error: unknown, call: AnnotatedCall) => void) | undefined;
}
