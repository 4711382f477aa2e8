/** What a call changed of the state that its owner shows before and after. */
import type { Attributes } from '@opentelemetry/api';
import { STATE_AFTER, STATE_BEFORE } from '../../internal/attributes';
import { received } from '../../internal/errors';
import { captureValue } from './capture-value';
import type { Redactor } from '../redaction/redact';
import type { UserFunction } from '../user-function';
import type { Work } from '../work';
import { BoundedJson } from './bounded-json';
import type { CaptureLimits } from './limits';
import { look } from './look';
import { shapeOf } from './shape-of';

/** Keys whose values are compared. */
const MAX_KEYS = 64;
/** Bytes for what stands around one property. */
const AROUND = 40;

/** By key, the property as JSON text: `"balance":10`. */
export type Snapshot = ReadonlyMap<string, string>;

/**
 * Compares texts, not values, so that a value that changed within itself counts
 * as changed, and one that is hidden does not.
 */
export class StateCapture {
  readonly #stateOf: UserFunction;
  readonly #limits: CaptureLimits;
  readonly #redactor: Redactor;

  constructor(
    stateOf: UserFunction,
    limits: CaptureLimits,
    redactor: Redactor,
  ) {
    this.#stateOf = stateOf;
    this.#limits = limits;
    this.#redactor = redactor;
  }

  /** The state now; `undefined` where it cannot be had. */
  snapshot(work: Work): Snapshot | undefined {
    const state = this.#stateOf.ask(work.self, []);
    if (state === undefined) return undefined;
    const keys = keysOf(state);
    if (keys === undefined) {
      this.#stateOf.refuse(`expected an object, got ${received(state)}`);
      return undefined;
    }
    return this.#textsOf(state as object, keys);
  }

  /** Both sides of what is not the same; `undefined` where all is. */
  change(before: Snapshot, after: Snapshot): Attributes | undefined {
    const keys = [...new Set([...before.keys(), ...after.keys()])];
    const changed = keys.filter((key) => before.get(key) !== after.get(key));
    if (changed.length === 0) return undefined;
    return {
      [STATE_BEFORE]: this.#join(before, changed),
      [STATE_AFTER]: this.#join(after, changed),
    };
  }

  #textsOf(state: object, keys: readonly string[]): Snapshot {
    const texts = new Map<string, string>();
    for (const key of keys.slice(0, MAX_KEYS)) {
      const { unseen, value } = look(state, key);
      if (unseen === undefined) texts.set(key, this.#propertyOf(key, value));
    }
    return texts;
  }

  /** The inside of an object that has one property, redacted by its key. */
  #propertyOf(key: string, value: unknown): string {
    const maxBytes = this.#limits.maxBytes - AROUND;
    const maxDepth = this.#limits.maxDepth + 1;
    const limits = { maxBytes, maxDepth };
    const text = captureValue({ [key]: value }, limits, this.#redactor);
    return text.slice(1, -1);
  }

  #join(snapshot: Snapshot, keys: readonly string[]): string {
    const properties = keys
      .map((key) => snapshot.get(key) ?? '')
      .filter((property) => property !== '');
    const json = new BoundedJson(this.#limits.maxBytes);
    json.open('{');
    for (const [index, property] of properties.entries()) {
      if (!json.fits(property)) {
        json.closeCut('}', properties.length - index);
        return json.text;
      }
      json.value(property);
    }
    json.close('}');
    return json.text;
  }
}

/** Of an object with keys of its own. */
function keysOf(state: unknown): readonly string[] | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const shape = shapeOf(state);
  return shape.kind === 'record' ? shape.keys : undefined;
}
