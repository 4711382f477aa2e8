/**
 * Describes any thrown value as the three `exception.*` attributes.
 *
 * Pure, bounded, and never throwing: an error may have throwing getters, a
 * circular `cause`, a megabyte of message, or not be an error at all.
 */
import { isObject } from './kind-of-value';

/** @see https://opentelemetry.io/docs/specs/semconv/exceptions/ */
export interface Failure {
  /** Class name, low cardinality; the value of `error.type` too. */
  readonly type: string;
  readonly message: string;
  /**
   * The stack, then each cause and each member of an `AggregateError`. Read
   * late: once somebody has read the stack of a rejection that nobody catches,
   * Node no longer prints where it was thrown.
   */
  readonly stacktrace: string | undefined;
  /** Whether there may be a stacktrace; known without reading it. */
  readonly isTraceable: boolean;
}

/** Characters kept of a class name, of a message, and of the error's stack. */
const MAX_TYPE = 256;
const MAX_MESSAGE = 4_096;
const MAX_STACK = 16_384;
/** And of the stack of each error below it. */
const MAX_RELATED_STACK = 4_096;
/** Errors described below the thrown one, causes and members together. */
const MAX_RELATED = 16;

/** Describes whatever was thrown; an `Error` or not. */
export function describeFailure(thrown: unknown): Failure {
  if (!isObject(thrown)) {
    const message = clip(describePrimitive(thrown), MAX_MESSAGE);
    const type = typeOfPrimitive(thrown);
    return { type, message, stacktrace: undefined, isTraceable: false };
  }
  return {
    type: typeOf(thrown),
    message: messageOf(thrown),
    get stacktrace(): string | undefined {
      return stacktraceOf(thrown);
    },
    isTraceable: isTraceable(thrown),
  };
}

/** `type` alone, for those who need no more. */
export function failureType(thrown: unknown): string {
  return isObject(thrown) ? typeOf(thrown) : typeOfPrimitive(thrown);
}

function typeOfPrimitive(thrown: unknown): string {
  return thrown === null ? 'null' : typeof thrown;
}

function describePrimitive(thrown: unknown): string {
  return typeof thrown === 'symbol' ? thrown.toString() : String(thrown);
}

/** Names that say nothing of a subclass that did not choose its own. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/**
 * `name` where somebody chose one, then the class, then a system error's
 * code: `Error` alone groups everything and tells nothing.
 */
function typeOf(thrown: object): string {
  if (typeof thrown === 'function') return 'function';
  return clip(nameOf(thrown), MAX_TYPE);
}

function nameOf(thrown: object): string {
  const name = text(thrown, 'name');
  if (name !== undefined && !BUILT_IN.has(name)) return name;
  const className = classNameOf(thrown);
  if (className !== undefined && className !== 'Error') return className;
  return text(thrown, 'code') ?? className ?? name ?? 'Object';
}

function classNameOf(thrown: object): string | undefined {
  const constructor = read(thrown, 'constructor');
  return typeof constructor === 'function'
    ? text(constructor, 'name')
    : undefined;
}

function messageOf(thrown: object): string {
  return clip(text(thrown, 'message') ?? '', MAX_MESSAGE);
}

function isTraceable(thrown: object): boolean {
  try {
    return 'stack' in thrown || directlyRelatedTo(thrown).length > 0;
  } catch {
    // A Proxy that refuses to be asked.
    return false;
  }
}

function stacktraceOf(thrown: object): string | undefined {
  const stack = text(thrown, 'stack');
  const own = stack === undefined ? undefined : clip(stack, MAX_STACK);
  const related = relatedTo(thrown);
  if (related.length === 0) return own;
  return [own ?? headline(thrown), ...related.map(describeRelated)].join('\n');
}

interface Related {
  readonly label: string;
  readonly value: unknown;
}

const NONE: readonly Related[] = [];

/** Walks causes and members breadth first, each object once. */
function relatedTo(thrown: object): readonly Related[] {
  if (directlyRelatedTo(thrown).length === 0) return NONE;
  const found: Related[] = [];
  const seen = new Set<unknown>([thrown]);
  const queue: unknown[] = [thrown];
  while (queue.length > 0 && found.length < MAX_RELATED) {
    for (const related of directlyRelatedTo(queue.shift())) {
      if (seen.has(related.value) || found.length >= MAX_RELATED) continue;
      if (isObject(related.value)) seen.add(related.value);
      found.push(related);
      queue.push(related.value);
    }
  }
  return found;
}

function directlyRelatedTo(value: unknown): readonly Related[] {
  if (!isObject(value)) return NONE;
  const cause = read(value, 'cause');
  const members = membersOf(value);
  if (cause === undefined) return members;
  return [{ label: 'Caused by', value: cause }, ...members];
}

/** Read one by one: the list may be a Proxy, or its methods somebody's own. */
function membersOf(thrown: object): readonly Related[] {
  const errors = read(thrown, 'errors');
  if (!isArray(errors)) return NONE;
  const length = read(errors, 'length');
  const members: Related[] = [];
  for (let index = 0; index < MAX_RELATED && index !== length; index++) {
    const label = `Member ${String(index + 1)}`;
    members.push({ label, value: read(errors, String(index)) });
  }
  return members;
}

function isArray(value: unknown): value is object {
  try {
    return Array.isArray(value);
  } catch {
    // A revoked Proxy.
    return false;
  }
}

function describeRelated({ label, value }: Related): string {
  if (!isObject(value)) {
    return `${label}: ${clip(describePrimitive(value), MAX_MESSAGE)}`;
  }
  const described = text(value, 'stack') ?? headline(value);
  return `${label}: ${clip(described, MAX_RELATED_STACK)}`;
}

function headline(thrown: object): string {
  return `${typeOf(thrown)}: ${messageOf(thrown)}`;
}

/** A non-empty string property, or `undefined` when there is none to read. */
function text(target: object, key: string): string | undefined {
  const value = read(target, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function read(target: object, key: string): unknown {
  try {
    return Reflect.get(target, key);
  } catch {
    // A throwing getter or Proxy trap hides this one property, no more.
    return undefined;
  }
}

/** Cut short, but never in the middle of a character. */
function clip(value: string, limit: number): string {
  if (value.length <= limit) return value;
  const isHalved = /[\uD800-\uDBFF]/.test(value.charAt(limit - 1));
  return `${value.slice(0, isHalved ? limit - 1 : limit)}…`;
}
