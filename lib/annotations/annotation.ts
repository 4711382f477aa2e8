/** The shape of an annotation: a decorator in two dialects, `run` and `wrap`. */
import type { Span } from '@opentelemetry/api';
import type { AnnotationOptions, AnyArgs, AnyThis } from './options';

/**
 * A method to which an option's function of `Args` can be applied.
 *
 * It is taken from a method, not from a property: the function may take less,
 * or something wider, than the method does, and only methods compare their
 * parameters in both directions.
 */
type MethodTaking<Args extends AnyArgs, This> = {
  method(this: This, ...args: [...Args, ...AnyArgs]): unknown;
}['method'];

/** Options whose functions are given the arguments of the call. */
type OptionOfCall =
  | 'attributes'
  | 'correlationId'
  | 'startTime'
  | 'message'
  | 'messages'
  | 'links';

/** Each has arguments of its own: one function may take more than another. */
type OptionsOfCall<
  Args extends AnyArgs,
  This,
  Option extends OptionOfCall,
> = Pick<AnnotationOptions<Args, This>, Option>;

/** Options of a decorator; an interface, for the compiler tells it by its name. */
interface DecoratorOptions<
  Attributed extends AnyArgs,
  Correlated extends AnyArgs,
  Started extends AnyArgs,
  Received extends AnyArgs,
  Batched extends AnyArgs,
  Linked extends AnyArgs,
  This,
>
  extends
    OptionsOfCall<Attributed, This, 'attributes'>,
    OptionsOfCall<Correlated, This, 'correlationId'>,
    OptionsOfCall<Started, This, 'startTime'>,
    OptionsOfCall<Received, This, 'message'>,
    OptionsOfCall<Batched, This, 'messages'>,
    OptionsOfCall<Linked, This, 'links'>,
    Omit<AnnotationOptions<AnyArgs, This>, OptionOfCall> {}

type AnyMethod = MethodTaking<AnyArgs, AnyThis>;

/** A decorator for methods, under `experimentalDecorators` and under TC39. */
export interface MethodAnnotation<Fitting extends AnyMethod = AnyMethod> {
  /** Under TC39. */
  <Method extends Fitting>(
    method: Method,
    context: ClassMethodDecoratorContext<AnyThis, AnyMethod>,
  ): Method;
  /** Under `experimentalDecorators`. */
  <Method extends Fitting>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): TypedPropertyDescriptor<Method>;
}

/**
 * Runs calls in spans: as a decorator of methods (`@task`, `@task()`,
 * `@task('name')`, `@task({ ... })`), at once with `run`, or for later with
 * `wrap`.
 *
 * The span ends when the work does: when a synchronous call returns or throws,
 * when a promise or another thenable settles, when an iterator or a stream is
 * over. A call keeps its own outcome: a
 * synchronous call stays synchronous, a value is handed back itself, and
 * whatever is thrown is thrown on by identity.
 *
 * - A **plain native promise** is answered with the promise derived from it,
 *   which settles the same way.
 * - A **promise of a subclass or with properties of its own**, and **any other
 *   thenable**, is handed back as itself. Its `then` is listened to when its
 *   owner calls it, and never called by us; where that is impossible (frozen)
 *   the span ends at return.
 * - A call that **fails** leaves an `exception` event, `error.type` and status
 *   ERROR; one that succeeds leaves the status unset.
 * - A call that **never settles** leaves its span open until the process ends.
 * - A span that ends after its parent has `everspan.outlived_parent`.
 *
 * Without a tracer provider a call costs next to nothing and works as if it
 * were not annotated. Nothing that goes wrong in tracing reaches the caller:
 * what a function among the options throws, or answers that cannot be used, is
 * told once (`WARN_EVERSPAN_USER_CODE`).
 *
 * **Iterators, generators, async iterables and web streams** are handed back as
 * themselves. Their body runs in the span whenever the consumer asks for more,
 * and the consumer stays where it is. The span ends when they are exhausted,
 * fail, or are left (`break`, `return()`, `cancel()`), with the number of items
 * in `everspan.item.count`. A Node `Readable` is only listened to (`end`,
 * `close` and its error). One that is dropped before its end, or a thenable
 * that nobody awaits, ends its span when it is collected, with
 * `everspan.abandoned`. What is frozen or a Proxy ends it at return.
 */
export interface Annotation extends MethodAnnotation {
  /**
   * A decorator of methods, instance or static, `#private` ones under TC39.
   *
   * @param name - the span's name, of low cardinality; else the method's
   * @throws TypeError `ERR_EVERSPAN_ANNOTATION_OPTION` for an option that does
   *   not exist or cannot be used, `ERR_EVERSPAN_DECORATOR_TARGET` on anything
   *   that is not a method; both when the class is defined
   */
  (name?: string): MethodAnnotation;
  <
    Attributed extends AnyArgs = AnyArgs,
    Correlated extends AnyArgs = AnyArgs,
    Started extends AnyArgs = AnyArgs,
    Received extends AnyArgs = AnyArgs,
    Batched extends AnyArgs = AnyArgs,
    Linked extends AnyArgs = AnyArgs,
    This = AnyThis,
  >(
    options: DecoratorOptions<
      Attributed,
      Correlated,
      Started,
      Received,
      Batched,
      Linked,
      This
    >,
  ): MethodAnnotation<
    MethodTaking<Attributed, This> &
      MethodTaking<Correlated, This> &
      MethodTaking<Started, This> &
      MethodTaking<Received, This> &
      MethodTaking<Batched, This> &
      MethodTaking<Linked, This>
  >;

  /**
   * Runs `fn` now, in a span, and returns what it returns.
   *
   * @param given - the span's name, or options; their functions are called
   *   without arguments
   * @param fn - the work; it is given the span, a non-recording one when there
   *   is no provider
   * @throws TypeError `ERR_EVERSPAN_ANNOTATION_OPTION`,
   *   `ERR_EVERSPAN_NOT_A_FUNCTION`; else only what `fn` throws
   * @example
   * ```ts
   * import { task } from 'everspan';
   *
   * const order = await task.run('load order', async (span) => {
   *   span.setAttribute('order.id', id);
   *   return orders.load(id);
   * });
   * ```
   */
  run<Result>(
    given: string | AnnotationOptions<[], undefined>,
    fn: (this: undefined, span: Span) => Result,
  ): Result;

  /**
   * A function like `fn`, each call of which runs in a span: same `this`,
   * `name`, `length` and type. It is no constructor.
   *
   * @param given - the span's name, or options; without a name it is that of
   *   `fn`
   * @param fn - any function but a class
   * @throws TypeError `ERR_EVERSPAN_ANNOTATION_OPTION`,
   *   `ERR_EVERSPAN_NOT_A_FUNCTION`
   * @example
   * ```ts
   * import { task } from 'everspan';
   *
   * const charge = task.wrap('charge card', async (order: Order) => {
   *   await bank.charge(order.card, order.total);
   * });
   * ```
   */
  wrap<Fn extends (this: AnyThis, ...args: never[]) => unknown>(
    given: string | AnnotationOptions<Parameters<Fn>, ThisParameterType<Fn>>,
    fn: Fn,
  ): Fn;
}
