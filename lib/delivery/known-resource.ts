/**
 * A resource as far as it is known: a host's detectors may still be asking
 * files and metadata services about some attributes when the first spans end.
 */
import type { Attributes, AttributeValue } from '@opentelemetry/api';
import {
  type MaybePromise,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { copyOf } from './span-copy';

/** Whether a detector has not answered yet. */
export function isPending({ asyncAttributesPending }: Resource): boolean {
  return asyncAttributesPending === true;
}

/** All that is known now, without a word in OpenTelemetry's diagnostics. */
export function knownAttributes(resource: Resource): Attributes {
  return isPending(resource)
    ? detectionOf(resource).known.attributes
    : resource.attributes;
}

/** The span itself, or a copy that says what is known of its resource. */
export function withKnownResource(span: ReadableSpan): ReadableSpan {
  if (!isPending(span.resource)) return span;
  return { ...copyOf(span), resource: detectionOf(span.resource).known };
}

/** What detectors have answered so far; kept as long as the resource is. */
const detections = new WeakMap<Resource, Detection>();

function detectionOf(resource: Resource): Detection {
  const found = detections.get(resource);
  if (found) return found;
  const detection = new Detection(resource);
  detections.set(resource, detection);
  return detection;
}

type Value = AttributeValue | undefined;

/**
 * The resource itself awaits its detectors one after the other: here one that
 * hangs hides no other.
 */
class Detection {
  readonly #resource: Resource;
  readonly #answers = new Map<MaybePromise<Value>, Value>();
  #known: Resource | undefined;

  constructor(resource: Resource) {
    this.#resource = resource;
    for (const [, value] of resource.getRawAttributes()) {
      if (isPromise(value)) this.#awaitAnswer(value);
    }
  }

  /** One object until more is known: a request groups its spans by it. */
  get known(): Resource {
    const { schemaUrl } = this.#resource;
    const options = schemaUrl === undefined ? {} : { schemaUrl };
    return (this.#known ??= resourceFromAttributes(
      this.#attributes(),
      options,
    ));
  }

  /** The first value of a name counts, as everywhere in a resource. */
  #attributes(): Attributes {
    const attributes: Attributes = {};
    for (const [name, value] of this.#resource.getRawAttributes()) {
      const known = isPromise(value) ? this.#answers.get(value) : value;
      if (known !== undefined) attributes[name] ??= known;
    }
    return attributes;
  }

  #awaitAnswer(promise: Promise<Value>): void {
    const note = (answer: Value): void => {
      this.#answers.set(promise, answer);
      this.#known = undefined;
    };
    promise.then(note, () => {
      note(undefined);
    });
  }
}

function isPromise(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof value === 'object' && 'then' in value;
}
