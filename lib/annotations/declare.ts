/** What checked options mean for a function. */
import { received } from '../internal/errors';
import { isCallable } from '../internal/kind-of-value';
import type { AnnotationKind } from '../span/annotation-kind';
import type { Declaration } from '../span/declaration';
import { usableTime } from '../span/start-time';
import { UserFunction } from '../span/user-function';
import { isAttributes, isText } from './check-options';
import type { AnnotationOptions } from './options';

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
  const { attributes, correlationId, startTime, links } = options;
  return {
    kind,
    name,
    functionName,
    version: options.version,
    attributes: isAttributes(attributes) ? attributes : undefined,
    correlationId: isText(correlationId) ? correlationId : undefined,
    startTime: usableTime(startTime),
    spanKind: options.spanKind,
    continuation: options.continuation,
    links: isCallable(links) ? undefined : links,
    capture: options.capture,
    ...functionsIn(options, `${kind} ${received(name)}`),
  };
}

/** The user's functions, each to be asked by its own name. */
function functionsIn(
  options: AnnotationOptions,
  whose: string,
): Partial<Declaration> {
  const fn = (option: keyof AnnotationOptions): UserFunction | undefined =>
    functionOf(options, option, whose);
  return {
    attributesOf: fn('attributes'),
    correlationIdOf: fn('correlationId'),
    startTimeOf: fn('startTime'),
    isFailure: fn('isFailure'),
    messageOf: fn('message'),
    messagesOf: fn('messages'),
    linksOf: fn('links'),
    stateOf: fn('state'),
  };
}

function functionOf(
  options: AnnotationOptions,
  option: keyof AnnotationOptions,
  whose: string,
): UserFunction | undefined {
  const value: unknown = options[option];
  if (!isCallable(value)) return undefined;
  return new UserFunction(value, `\`${option}\` of ${whose}`, option);
}
