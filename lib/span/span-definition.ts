/**
 * All that is known of a span before any call: computed once per annotated
 * function, so that a call only puts it together.
 */
import {
  type Attributes,
  type Context,
  SpanKind,
  type SpanOptions,
  type TimeInput,
} from '@opentelemetry/api';
import { cutCorrelationId, MAX_CORRELATION_ID } from '../context/correlation';
import {
  type Step,
  isSamePlace,
  stepDown,
  stepOf,
  translated,
  workflowContext,
  type WorkflowContext,
} from '../context/workflow-context';
import {
  CODE_FUNCTION_NAME,
  CORRELATION_ID,
  KIND,
  VERSION_OF_WORK,
} from '../internal/attributes';
import { reason } from '../internal/diag';
import { received } from '../internal/errors';
import type { AnnotationKind } from './annotation-kind';
import { usableAttributes } from './attribute-values';
import { type Captured, isCapturing } from './capture/captured';
import type { Entity } from './dialects/dialect';
import type { Translation } from './dialects/translation';
import { type Incoming, isDeclared } from './incoming';
import type { Redactor } from './redaction/redact';
import { redacted, redactorNow } from './redaction/redact-now';
import { spanSettings } from './span-settings';
import { usableTime } from './start-time';
import type { UserFunction } from './user-function';
import type { Work } from './work';

/** A message's handling is a run of its own, and named as one. */
const NAMES_WHAT_IS_BELOW: ReadonlySet<AnnotationKind> = new Set([
  'workflow',
  'consumer',
]);

/** What an annotation says, checked; `...Of` are functions of the call. */
export interface Declaration extends Incoming, Captured {
  readonly kind: AnnotationKind;
  readonly name: string;
  /** `Orders.charge`, or the name alone where no class is known. */
  readonly functionName?: string | undefined;
  readonly version?: string | number | undefined;
  readonly attributes?: Attributes | undefined;
  readonly attributesOf?: UserFunction | undefined;
  readonly correlationId?: string | undefined;
  readonly correlationIdOf?: UserFunction | undefined;
  readonly startTime?: TimeInput | undefined;
  readonly startTimeOf?: UserFunction | undefined;
  readonly spanKind?: SpanKind | undefined;
  readonly isFailure?: UserFunction | undefined;
}

/** What every call from one place with one correlation id has in common. */
export interface Place {
  readonly from: WorkflowContext | undefined;
  readonly correlationId: string | undefined;
  /** What the span's children see. */
  readonly workflow: WorkflowContext | undefined;
  readonly attributes: Attributes;
  /** What has been used on the attributes, and is to be on further ones. */
  readonly redactor: Redactor | undefined;
  readonly translation: Translation | undefined;
  /** What the translation adds, once for all calls from here. */
  readonly theirs: Attributes | undefined;
}

/** Puts the start of each call's span together. */
export class SpanDefinition {
  readonly name: string;
  readonly kind: AnnotationKind;
  /** `undefined` where calls go on in the active context. */
  readonly incoming: Incoming | undefined;
  /** `undefined` where it is up to `init` what is captured. */
  readonly captured: Captured | undefined;
  readonly #declared: Declaration;
  readonly #step: Step;
  readonly #own: Attributes;
  readonly #described: Attributes;
  // Of the last call: the next one mostly comes from the same place.
  #place: Place;

  constructor(declared: Declaration) {
    const { name, kind } = declared;
    this.name = name;
    this.kind = kind;
    this.incoming = isDeclared(declared) ? declared : undefined;
    this.captured = isCapturing(declared) ? declared : undefined;
    this.#declared = declared;
    this.#step = stepOf(name, NAMES_WHAT_IS_BELOW.has(kind));
    this.#own = ownAttributes(declared);
    this.#described = describedAttributes(declared);
    const { correlationId } = declared;
    this.#place = this.#placeBelow(undefined, correlationId, undefined);
  }

  /** Where the call stands: below `around`, with its own correlation id. */
  placeOf(work: Work, around: Context): Place {
    const from = workflowContext(around);
    const id = this.#correlationIdOf(work);
    const redactor = redactorNow();
    const known = this.#place;
    const isThere = known.from === from && known.correlationId === id;
    const { translation } = spanSettings();
    const isSaidSo =
      known.translation === translation && known.redactor === redactor;
    if (isThere && isSaidSo) return known;
    const isPlain = isSaidSo && translation === undefined;
    const place = isPlain ? aboutAnother(known, from, id) : undefined;
    return (this.#place = place ?? this.#placeBelow(from, id, redactor));
  }

  /** What the tracer is told of the call. */
  optionsOf(work: Work, place: Place): SpanOptions {
    const { spanKind: kind = SpanKind.INTERNAL } = this.#declared;
    const attributes = this.#attributesOf(work, place);
    const startTime = this.#startTimeOf(work);
    return startTime === undefined
      ? { kind, attributes }
      : { kind, attributes, startTime };
  }

  /** Whether `error` fails the call: it does unless the user says `false`. */
  isFailure(error: unknown, work: Work): boolean {
    return this.#declared.isFailure?.ask(work.self, [error]) !== false;
  }

  #placeBelow(
    from: WorkflowContext | undefined,
    correlationId: string | undefined,
    redactor: Redactor | undefined,
  ): Place {
    const { translation } = spanSettings();
    const step = stepDown(from, this.#step, correlationId);
    const entity = translation && this.#entityBelow(from);
    const workflow = entity
      ? translated(step, translation.below(entity))
      : step;
    const theirs = entity && translation.describe(entity);
    const shown = redacted(this.#described, redactor);
    const attributes = this.#merge(shown, workflow, theirs);
    const place = { from, correlationId, workflow, attributes };
    return { ...place, redactor, translation, theirs };
  }

  #entityBelow(from: WorkflowContext | undefined): Entity {
    const { kind, name, version } = this.#declared;
    return { kind, name, version, around: from?.translated ?? {} };
  }

  /**
   * Ours win, for processors and viewers rely on them, and come first, so that
   * the span's attribute limit never cuts them. The call's own win over those
   * associated with where it is made.
   */
  #merge(
    users: Attributes,
    workflow: WorkflowContext | undefined,
    theirs: Attributes | undefined,
  ): Attributes {
    const ours = { ...this.#own, ...workflow?.attributes };
    const associated = workflow?.associated;
    return { ...ours, ...theirs, ...associated, ...users, ...ours };
  }

  /** A copy: a tracer may be a wrapper that writes into what it is given. */
  #attributesOf(work: Work, place: Place): Attributes {
    const { attributesOf } = this.#declared;
    if (attributesOf === undefined) return { ...place.attributes };
    const answer = attributesOf.ask(work.self, work.args);
    if (answer === undefined) return { ...place.attributes };
    if (typeof answer !== 'object' || answer === null) {
      attributesOf.refuse(`expected an object, got ${received(answer)}`);
      return { ...place.attributes };
    }
    const usable = usableAnswer(answer, attributesOf);
    const users = { ...this.#described, ...usable };
    const shown = redacted(users, place.redactor);
    return this.#merge(shown, place.workflow, place.theirs);
  }

  #correlationIdOf(work: Work): string | undefined {
    const { correlationId, correlationIdOf } = this.#declared;
    if (correlationIdOf === undefined) return correlationId;
    const id = correlationIdOf.ask(work.self, work.args);
    if (id === undefined || id === '') return undefined;
    if (typeof id !== 'string') {
      correlationIdOf.refuse(`expected a string, got ${received(id)}`);
      return undefined;
    }
    if (id.length > MAX_CORRELATION_ID) {
      correlationIdOf.refuse(
        `it has ${String(id.length)} characters, ` +
          `of which ${String(MAX_CORRELATION_ID)} are kept`,
      );
    }
    return cutCorrelationId(id);
  }

  #startTimeOf(work: Work): TimeInput | undefined {
    const { startTime, startTimeOf } = this.#declared;
    if (startTimeOf === undefined) return startTime;
    const answer = startTimeOf.ask(work.self, work.args);
    if (answer === undefined) return undefined;
    const time = usableTime(answer);
    if (time === undefined) {
      startTimeOf.refuse(`expected a time, got ${received(answer)}`);
    }
    return time;
  }
}

/**
 * `known` about another business, where that is all that differs: messages each
 * come with an id of their own, and with nothing else.
 */
function aboutAnother(
  known: Place,
  from: WorkflowContext | undefined,
  correlationId: string | undefined,
): Place | undefined {
  if (!isSamePlace(known.from, from)) return undefined;
  const id = correlationId ?? from?.correlationId;
  if (id === undefined || known.workflow?.correlationId === undefined) {
    return undefined;
  }
  const about = { [CORRELATION_ID]: id };
  const workflow: WorkflowContext = {
    ...known.workflow,
    correlationId: id,
    attributes: { ...known.workflow.attributes, ...about },
  };
  const attributes = { ...known.attributes, ...about };
  return { ...known, from, correlationId, workflow, attributes };
}

function ownAttributes({ kind, version }: Declaration): Attributes {
  return version === undefined
    ? { [KIND]: kind }
    : { [KIND]: kind, [VERSION_OF_WORK]: version };
}

function describedAttributes(declared: Declaration): Attributes {
  const { functionName, attributes } = declared;
  return functionName === undefined
    ? { ...attributes }
    : { [CODE_FUNCTION_NAME]: functionName, ...attributes };
}

function usableAnswer(answer: object, asked: UserFunction): Attributes {
  try {
    return usableAttributes(answer, (key, why) => {
      asked.refuse(`attribute ${key}: ${why}`);
    });
  } catch (error) {
    // A Proxy whose keys cannot be listed.
    asked.refuse(reason(error));
    return {};
  }
}
