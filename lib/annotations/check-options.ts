/** The check of what an annotation is told: mistakes throw where they are made. */
import { type Attributes, SpanKind } from '@opentelemetry/api';
import { isContinuation } from '../context/continuation';
import { isCorrelationId, MAX_CORRELATION_ID } from '../context/correlation';
import { everspanError, received } from '../internal/errors';
import { isCallable, isRecord } from '../internal/kind-of-value';
import type { AnnotationKind } from '../span/annotation-kind';
import { usableAttributes } from '../span/attribute-values';
import { captureProblem } from '../span/capture/capture-option';
import { usableTime } from '../span/start-time';
import type { AnnotationOptions } from './options';

/** Who takes options, as a message names it. */
type Taker = AnnotationKind | 'resume';

/**
 * The options meant by what stands in an annotation's parentheses, checked.
 *
 * @param rules - those of the annotation, where it has options of its own
 */
export function checkOptions(
  given: unknown,
  taker: Taker,
  rules: Rules = RULES,
): AnnotationOptions {
  const options: unknown = typeof given === 'string' ? { name: given } : given;
  if (options === undefined) return {};
  if (!isRecord(options)) {
    throw optionError(taker, `takes a name or options, got ${received(given)}`);
  }
  const copy = copyOf(options, taker);
  for (const key of Reflect.ownKeys(copy)) {
    checkOption(rules, [key, Reflect.get(copy, key)], taker);
  }
  if (copy.message && copy.messages) {
    throw optionError(taker, 'takes `message` or `messages`, not both');
  }
  return copy;
}

/** What is changed after the check would never be checked. */
function copyOf(options: object, taker: Taker): AnnotationOptions {
  try {
    const copy: AnnotationOptions = { ...options };
    const { capture } = copy;
    return isRecord(capture) ? { ...copy, capture: { ...capture } } : copy;
  } catch {
    const unreadable = 'has options that throw when they are read';
    throw optionError(taker, unreadable);
  }
}

function checkOption(
  rules: Rules,
  [key, value]: readonly [string | symbol, unknown],
  taker: Taker,
): void {
  const rule = ruleFor(rules, key);
  if (rule === undefined) {
    const known = Object.keys(rules).join(', ');
    const unknown = `has no option \`${String(key)}\`; there are ${known}`;
    throw optionError(taker, unknown);
  }
  if (value === undefined || doesAccept(rule, value)) return;
  const problem = `needs ${rule.wants} as \`${String(key)}\``;
  const whole = `${problem}, got ${received(value)}`;
  throw optionError(taker, partAtFault(rule, value) ?? whole);
}

function ruleFor(rules: Rules, key: string | symbol): Rule | undefined {
  if (typeof key === 'symbol') return undefined;
  return Object.hasOwn(rules, key) ? rules[key] : undefined;
}

/** A mistake in the options that `taker` was given. */
export function optionError(taker: Taker, detail: string): Error {
  return everspanError('ERR_EVERSPAN_ANNOTATION_OPTION', `${taker} ${detail}`);
}

function doesAccept(rule: Rule, value: unknown): boolean {
  try {
    return rule.accepts(value);
  } catch {
    // A Proxy, or a getter that throws.
    return false;
  }
}

function partAtFault(rule: Rule, value: unknown): string | undefined {
  try {
    return rule.problemIn?.(value);
  } catch {
    return undefined;
  }
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
    accepts: (value) => isCallable(value) || isAttributes(value),
    problemIn: badAttribute,
  },
  correlationId: {
    wants:
      `a string of 1 to ${String(MAX_CORRELATION_ID)} characters, ` +
      'or a function of the call,',
    accepts: (value) => isCallable(value) || isCorrelationId(value),
  },
  startTime: {
    wants: 'a time, or a function of the call,',
    accepts: (value) => isCallable(value) || usableTime(value) !== undefined,
  },
  spanKind: { wants: 'a SpanKind, 0 to 4,', accepts: isSpanKind },
  continuation: {
    wants: "'child', 'link' or 'none'",
    accepts: isContinuation,
  },
  message: { wants: 'a function of the call', accepts: isCallable },
  messages: { wants: 'a function of the call', accepts: isCallable },
  links: {
    wants: 'an array of links, or a function of the call,',
    accepts: (value) => isCallable(value) || Array.isArray(value),
  },
  isFailure: { wants: 'a function', accepts: isCallable },
  capture: {
    wants: '`true`, `false` or an object',
    accepts: (value) => captureProblem(value) === undefined,
    problemIn: badCapture,
  },
  state: { wants: 'a function', accepts: isCallable },
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

/** Whether all of it can be recorded. */
export function isAttributes(value: unknown): value is Attributes {
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
