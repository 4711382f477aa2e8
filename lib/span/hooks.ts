/** What `init` can be told to call around every annotated call. */
import type { Span } from '@opentelemetry/api';
import type { AnnotationKind } from './span-definition';

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
 * Called for every annotated call that is recorded, while its span is active
 * and can still be given attributes.
 */
export interface Hooks {
  /** Before the work begins. */
  readonly onStart?: ((span: Span, call: AnnotatedCall) => void) | undefined;
  /** After it succeeded, with what was returned or what the promise held. */
  readonly onSuccess?:
    ((span: Span, result: unknown, call: AnnotatedCall) => void) | undefined;
  /** After it failed, with what was thrown. */
  readonly onFailure?:
    ((span: Span, error: unknown, call: AnnotatedCall) => void) | undefined;
}
