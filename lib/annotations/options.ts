/** What an annotation can be told. */
import type { Attributes, SpanKind, TimeInput } from '@opentelemetry/api';
import type { Continuation } from '../context/continuation';
import type { LinkSource } from '../context/links';
import type { CaptureOption } from '../span/capture/capture-option';

/** What a parameter without a type of its own is. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the user's
export type AnyArgs = any[];
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the user's
export type AnyThis = any;

/**
 * A function of the call: `this` is the method's `this`, the arguments are
 * those of the call. When it throws, or answers what cannot be used, that is
 * told once (`WARN_EVERSPAN_USER_CODE`) and the call goes on without it.
 */
export type OfCall<Answer, Args extends AnyArgs, This> = (
  this: This,
  ...args: Args
) => Answer;

/**
 * Options of an annotation.
 *
 * With a decorator, give the parameters of its functions their types, and the
 * compiler holds the method to them; without types they are `any`.
 */
export interface AnnotationOptions<
  Args extends AnyArgs = AnyArgs,
  This = AnyThis,
> {
  /** Span name, of low cardinality. @defaultValue the function's name */
  readonly name?: string | undefined;
  /** Version of the work, recorded as `everspan.version`. */
  readonly version?: string | number | undefined;
  /** Attributes of the span, known at its start. */
  readonly attributes?:
    Attributes | OfCall<Attributes | undefined, Args, This> | undefined;
  /**
   * The business id this call is about; every span below carries it as
   * `everspan.correlation.id`. At most 256 characters: a longer literal throws
   * at decoration, a longer computed one is cut. `undefined` or an empty string
   * keep the id of the caller.
   * @defaultValue the caller's
   */
  readonly correlationId?:
    string | OfCall<string | undefined, Args, This> | undefined;
  /**
   * For work begun before the call: milliseconds since the epoch or of
   * `performance.now()`, a `Date`, or `[seconds, nanoseconds]`.
   * @defaultValue now
   */
  readonly startTime?:
    TimeInput | OfCall<TimeInput | undefined, Args, This> | undefined;
  /**
   * OpenTelemetry's kind of the span.
   *
   * @defaultValue `SpanKind.INTERNAL`
   */
  readonly spanKind?: SpanKind | undefined;
  /**
   * Whether a thrown value, or the reason of a rejection, is a failure. `false`
   * is for control flow: no exception event, and the status stays unset.
   * @defaultValue every throw is a failure
   */
  readonly isFailure?: ((this: This, error: unknown) => boolean) | undefined;
  /**
   * What to do with the context that comes with the call: go on in the same
   * trace (`child`), begin a new one that is linked to it (`link`), or one that
   * is not (`none`). It is the context of the `message`, else the active one.
   * @defaultValue what `init` says, else what the message's sender asks for,
   * else `child`
   */
  readonly continuation?: Continuation | undefined;
  /**
   * The message that the call handles, or its headers. The active context is
   * then ignored, and a message without a context begins a trace of its own.
   */
  readonly message?: OfCall<unknown, Args, This> | undefined;
  /**
   * The batch that the call handles: always a trace of its own, with a link to
   * each sender, at most 128.
   */
  readonly messages?:
    OfCall<readonly unknown[] | undefined, Args, This> | undefined;
  /**
   * Further links: messages, spans, their contexts, tokens of `suspend`.
   * What leads nowhere is left out.
   */
  readonly links?:
    | readonly LinkSource[]
    | OfCall<readonly LinkSource[] | undefined, Args, This>
    | undefined;
  /**
   * Whether arguments and result are recorded, as redacted and bounded JSON in
   * `everspan.input` and `everspan.output`; or which of them, and how much. The
   * arguments are read before the call, the result when it is there.
   * @defaultValue what `init` says, else `false`
   */
  readonly capture?: CaptureOption | undefined;
  /**
   * State that the call may change, read before it and when it is over, after a
   * failure too. The keys whose values changed, of the first 64, are recorded as
   * `everspan.state.before` and `everspan.state.after`, like captured values.
   */
  readonly state?: ((this: This) => object | undefined) | undefined;
}
