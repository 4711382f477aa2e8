/** What an annotation can be told, and the check of it. */
import { type Attributes, SpanKind, type TimeInput } from '@opentelemetry/api';
import { type Continuation, isContinuation } from '../context/continuation';
import { isCorrelationId, MAX_CORRELATION_ID } from '../context/correlation';
import { everspanError, received } from '../internal/errors';
import { isClass, isRecord } from '../internal/kind-of-value';
import type { LinkSource } from '../context/links';
import { usableAttributes } from '../span/attribute-values';
import type { AnnotationKind } from '../span/annotation-kind';
import type { Declaration } from '../span/span-definition';
import {
  type CaptureOption,
  captureProblem,
} from '../span/capture/capture-option';
import { usableTime } from '../span/start-time';
import { UserFunction } from '../span/user-function';
import type { HostFunction } from '../span/work';

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
  /** @defaultValue `SpanKind.INTERNAL` */
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

/**
 * The options meant by what stands in an annotation's parentheses, checked.
 *
 * @param rules - those of the annotation, where it has options of its own
 */
export function checkOptions(
  given: unknown,
  kind: AnnotationKind,
  rules: Rules = RULES,
): AnnotationOptions {
  const options: unknown = typeof given === 'string' ? { name: given } : given;
  if (options === undefined) return {};
  if (!isRecord(options)) {
    throw optionError(kind, `takes a name or options, got ${received(given)}`);
  }
  const copy = copyOf(options);
  for (const key of Reflect.ownKeys(copy)) {
    checkOption(rules, [key, Reflect.get(copy, key)], kind);
  }
  if (copy.message && copy.messages) {
    throw optionError(kind, 'takes `message` or `messages`, not both');
  }
  return copy;
}

/** What is changed after the check would never be checked. */
function copyOf(options: object): AnnotationOptions {
  const copy: AnnotationOptions = { ...options };
  const { capture } = copy;
  return isRecord(capture) ? { ...copy, capture: { ...capture } } : copy;
}

function checkOption(
  rules: Rules,
  [key, value]: readonly [string | symbol, unknown],
  kind: AnnotationKind,
): void {
  const rule = ruleFor(rules, key);
  if (rule === undefined) {
    const known = Object.keys(rules).join(', ');
    const unknown = `has no option \`${String(key)}\`; there are ${known}`;
    throw optionError(kind, unknown);
  }
  if (value === undefined || rule.accepts(value)) return;
  const problem = `needs ${rule.wants} as \`${String(key)}\``;
  const whole = `${problem}, got ${received(value)}`;
  throw optionError(kind, rule.problemIn?.(value) ?? whole);
}

function ruleFor(rules: Rules, key: string | symbol): Rule | undefined {
  if (typeof key === 'symbol') return undefined;
  return Object.hasOwn(rules, key) ? rules[key] : undefined;
}

/** A mistake in the options of an annotation of `kind`. */
export function optionError(kind: AnnotationKind, detail: string): Error {
  return everspanError('ERR_EVERSPAN_ANNOTATION_OPTION', `${kind} ${detail}`);
}

/** What an option takes. */
export interface Rule {
  readonly wants: string;
  readonly accepts: (value: unknown) => boolean;
  /** Which part of a value is at fault, when it is not all of it. */
  readonly problemIn?: (value: unknown) => string | undefined;
}

/** By the option's name. */
export type Rules = Readonly<Record<string, Rule>>;

/** Of the options that every annotation takes. */
export const RULES: Readonly<Record<keyof AnnotationOptions, Rule>> = {
  name: { wants: 'a string that is not empty', accepts: isText },
  version: { wants: 'a string or a finite number', accepts: isVersion },
  attributes: {
    wants: 'an object of attribute values, or a function of the call,',
    accepts: (value) => isFunction(value) || isAttributes(value),
    problemIn: badAttribute,
  },
  correlationId: {
    wants:
      `a string of 1 to ${String(MAX_CORRELATION_ID)} characters, ` +
      'or a function of the call,',
    accepts: (value) => isFunction(value) || isCorrelationId(value),
  },
  startTime: {
    wants: 'a time, or a function of the call,',
    accepts: (value) => isFunction(value) || usableTime(value) !== undefined,
  },
  spanKind: { wants: 'a SpanKind, 0 to 4,', accepts: isSpanKind },
  continuation: {
    wants: "'child', 'link' or 'none'",
    accepts: isContinuation,
  },
  message: { wants: 'a function of the call', accepts: isFunction },
  messages: { wants: 'a function of the call', accepts: isFunction },
  links: {
    wants: 'an array of links, or a function of the call,',
    accepts: (value) => isFunction(value) || Array.isArray(value),
  },
  isFailure: { wants: 'a function', accepts: isFunction },
  capture: {
    wants: '`true`, `false` or an object',
    accepts: (value) => captureProblem(value) === undefined,
    problemIn: badCapture,
  },
  state: { wants: 'a function', accepts: isFunction },
};

function badCapture(value: unknown): string | undefined {
  const problem = captureProblem(value);
  const [part] = problem?.at ?? [];
  if (problem === undefined || part === undefined) return undefined;
  const got = received(problem.value);
  return `cannot use \`capture.${part}\`: ${problem.wrong}, got ${got}`;
}

/** A string with something in it. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isVersion(value: unknown): boolean {
  return isText(value) || Number.isFinite(value);
}

function isSpanKind(value: unknown): boolean {
  return typeof value === 'number' && SpanKind[value] !== undefined;
}

function isAttributes(value: unknown): value is Attributes {
  return isRecord(value) && badAttribute(value) === undefined;
}

function badAttribute(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const bad: string[] = [];
  usableAttributes(value, (key, why) => {
    bad.push(`cannot record \`attributes.${key}\`: ${why}`);
  });
  return bad[0];
}

/** A class is no function that can answer. */
export function isFunction(value: unknown): value is HostFunction {
  return typeof value === 'function' && !isClass(value);
}

/** What is annotated: where the name comes from when none is given. */
export interface Subject {
  readonly kind: AnnotationKind;
  /** The function's name; empty where it has none. */
  readonly name: string;
  /** `Orders.charge`, as far as it is known. */
  readonly functionName: string | undefined;
}

/** The name that is given, else the function's, else the kind. */
function spanNameOf(
  options: AnnotationOptions,
  { kind, name }: Omit<Subject, 'functionName'>,
): string {
  return options.name ?? (name === '' ? kind : name);
}

/** What checked options declare of `subject`. */
export function declare(
  options: AnnotationOptions,
  subject: Subject,
): Declaration {
  const { kind, functionName } = subject;
  const name = spanNameOf(options, subject);
  const fn = (option: keyof AnnotationOptions): UserFunction | undefined =>
    functionOf(options, option, `${kind} ${received(name)}`);
  const { attributes, correlationId, startTime } = options;
  return {
    kind,
    name,
    functionName,
    version: options.version,
    attributes: isAttributes(attributes) ? attributes : undefined,
    attributesOf: fn('attributes'),
    correlationId: isText(correlationId) ? correlationId : undefined,
    correlationIdOf: fn('correlationId'),
    startTime: usableTime(startTime),
    startTimeOf: fn('startTime'),
    spanKind: options.spanKind,
    isFailure: fn('isFailure'),
    continuation: options.continuation,
    messageOf: fn('message'),
    messagesOf: fn('messages'),
    links: isFunction(options.links) ? undefined : options.links,
    linksOf: fn('links'),
    capture: options.capture,
    stateOf: fn('state'),
  };
}

function functionOf(
  options: AnnotationOptions,
  option: keyof AnnotationOptions,
  whose: string,
): UserFunction | undefined {
  const value: unknown = options[option];
  if (!isFunction(value)) return undefined;
  return new UserFunction(value, `\`${option}\` of ${whose}`, option);
}
