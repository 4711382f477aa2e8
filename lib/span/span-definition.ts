/**
 * All that is known of a span before any call: computed once per annotated
 * function, so that a call only puts it together.
 */
import {
  type Attributes,
  type Context,
  SpanKind,
  type SpanOptions,
} from '@opentelemetry/api';
import {
  type Step,
  stepDown,
  stepOf,
  translated,
  workflowContext,
  type WorkflowContext,
} from '../context/workflow-context';
import {
  CODE_FUNCTION_NAME,
  KIND,
  VERSION_OF_WORK,
} from '../internal/attributes';
import { type AnnotationKind, namesWhatIsBelow } from './annotation-kind';
import {
  attributesOfCall,
  correlationIdOfCall,
  startTimeOfCall,
} from './call-answers';
import { type Captured, isCapturing } from './capture/captured';
import type { Declaration } from './declaration';
import type { Entity } from './dialects/dialect';
import { type Incoming, isDeclared } from './incoming';
import { aboutAnother, type Place } from './place';
import type { Redactor } from './redaction/redact';
import { redacted, redactorNow } from './redaction/redact-now';
import { spanSettings } from './span-settings';
import type { Work } from './work';

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
    this.#step = stepOf(name, namesWhatIsBelow(kind));
    this.#own = ownAttributes(declared);
    this.#described = describedAttributes(declared);
    const { correlationId } = declared;
    this.#place = this.#placeBelow(undefined, correlationId, undefined);
  }

  /** Where the call stands: below `around`, with its own correlation id. */
  placeOf(work: Work, around: Context): Place {
    const from = workflowContext(around);
    const id = correlationIdOfCall(this.#declared, work);
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
    const startTime = startTimeOfCall(this.#declared, work);
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
    const answered = attributesOfCall(this.#declared, work);
    if (answered === undefined) return { ...place.attributes };
    const users = { ...this.#described, ...answered };
    const shown = redacted(users, place.redactor);
    return this.#merge(shown, place.workflow, place.theirs);
  }
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
