/** Goes through a value once, as far as there is room and work is allowed. */
import type { CaptureLimits } from './limits';
import { HIDDEN, type Redactor } from '../redaction/redact';
import { BoundedJson } from './bounded-json';
import { beginning } from './json-string';
import { look, ownValue, type Seen } from './look';
import { Scalars } from './scalars';
import type { Data, Nesting, OwnShape, Written } from './shape';
import { shapeOf, shapeOfAnswer } from './shape-of';
import { askToJson } from './to-json';

/** Values that may be visited beside one for each byte; some leave no trace. */
const FREE_STEPS = 2_000;
/** Characters that are read for one step. */
const CHARACTERS_PER_STEP = 32;
/** Steps for a `toJSON`: what it does, nobody knows. */
const STEPS_PER_ANSWER = 32;
/** Characters of a name; a longer text is none. */
const MAX_NAME = 256;

/** The engine's: what stands on the object may be somebody's own. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- applied to maps
const mapEntries = Map.prototype.entries;
// eslint-disable-next-line @typescript-eslint/unbound-method -- applied to sets
const setValues = Set.prototype.values;

/** Writes one value, once. */
export class Walk {
  readonly #json: BoundedJson;
  readonly #scalars: Scalars;
  readonly #redactor: Redactor;
  readonly #maxDepth: number;
  /** The present object and those it stands in. */
  readonly #around: object[] = [];
  #steps: number;

  constructor({ maxBytes, maxDepth }: CaptureLimits, redactor: Redactor) {
    this.#json = new BoundedJson(maxBytes);
    this.#scalars = new Scalars(this.#json, redactor);
    this.#redactor = redactor;
    this.#maxDepth = maxDepth;
    this.#steps = maxBytes + FREE_STEPS;
  }

  /** The JSON text of `value`. */
  write(value: unknown): string {
    this.#value(value);
    return this.#json.text;
  }

  #value(value: unknown): void {
    if (isObject(value)) this.#object(value);
    else this.#primitive(value);
  }

  #primitive(value: unknown): void {
    switch (typeof value) {
      case 'string':
        this.#text(value);
        break;
      case 'number':
        this.#scalars.number(value);
        break;
      case 'bigint':
        this.#scalars.bigint(value);
        break;
      case 'symbol':
        this.#text(`[${value.toString()}]`);
        break;
      case 'boolean':
        this.#json.value(String(value));
        break;
      default:
        this.#json.value('null');
    }
  }

  #text(text: string): void {
    this.#steps -= this.#scalars.text(text) / CHARACTERS_PER_STEP;
  }

  #object(value: object): void {
    if (this.#around.includes(value)) {
      this.#scalars.mark('[Circular]');
      return;
    }
    this.#around.push(value);
    const shape = shapeOf(value);
    if (shape.kind === 'written') this.#answer(value, shape);
    else this.#shape(value, shape);
    this.#around.pop();
  }

  #answer(value: object, shape: Written): void {
    this.#steps -= STEPS_PER_ANSWER;
    const answer = askToJson(value, shape);
    if (!answer.isUsable) this.#scalars.mark('[toJSON threw]');
    else if (!isObject(answer.value)) this.#primitive(answer.value);
    else this.#shape(answer.value, shapeOfAnswer(answer.value));
  }

  #shape(value: object, shape: OwnShape): void {
    switch (shape.kind) {
      case 'mark':
        this.#scalars.mark(shape.mark);
        break;
      case 'text':
        this.#text(shape.text);
        break;
      case 'value':
        this.#primitive(shape.value);
        break;
      default:
        this.#nesting(value, shape);
    }
  }

  #nesting(value: object, shape: Nesting): void {
    if (this.#around.length > this.#maxDepth) {
      this.#scalars.mark(`…[${summaryOf(shape)}]`);
    } else if (shape.kind === 'list') {
      this.#list(value, shape.size);
    } else if (shape.kind === 'record') {
      this.#record(value, shape);
    } else if (shape.kind === 'map') {
      this.#map(value as Map<unknown, unknown>, shape.size);
    } else {
      this.#set(value as Set<unknown>, shape.size);
    }
  }

  /** A list of two may be a name and a value, as `Object.entries` gives them. */
  #list(list: object, size: number): void {
    const isHidden = size === 2 && this.#isSecretName(ownValue(list, 0));
    this.#items(size, (index) => {
      if (isHidden && index === 1) this.#scalars.mark(HIDDEN);
      else this.#seen(look(list, index));
    });
  }

  #map(map: Map<unknown, unknown>, size: number): void {
    const entries = Reflect.apply(mapEntries, map, []);
    this.#json.open('{');
    this.#json.key('"[Map]"');
    this.#items(size, () => {
      this.#list(entries.next().value ?? [], 2);
    });
    this.#json.close('}');
  }

  #set(set: Set<unknown>, size: number): void {
    const values = Reflect.apply(setValues, set, []);
    this.#json.open('{');
    this.#json.key('"[Set]"');
    this.#items(size, () => {
      this.#value(values.next().value);
    });
    this.#json.close('}');
  }

  #items(size: number, writeItem: (index: number) => void): void {
    this.#json.open('[');
    for (let index = 0; index < size; index++) {
      if (!this.#goesOn('')) {
        this.#json.closeCut(']', size - index);
        return;
      }
      writeItem(index);
    }
    this.#json.close(']');
  }

  #record(record: object, { className, keys }: Data): void {
    this.#json.open('{');
    if (className !== '') this.#className(className);
    for (let index = 0; index < keys.length; index++) {
      if (!this.#property(record, keys[index] ?? '')) {
        this.#json.closeCut('}', keys.length - index);
        return;
      }
    }
    this.#json.close('}');
  }

  #className(name: string): void {
    if (!this.#goesOn('"[class]"')) return;
    this.#json.key('"[class]"');
    this.#scalars.mark(name);
  }

  /** Writes a property; says whether there was room for it. */
  #property(record: object, key: string): boolean {
    const seen = look(record, key);
    const isLeftOut = seen.unseen === undefined && seen.value === undefined;
    if (isLeftOut) return this.#goesOn('');
    const asJson = this.#scalars.keyOf(key);
    if (!this.#goesOn(asJson)) return false;
    this.#json.key(asJson);
    if (this.#isHidden(record, key, seen)) this.#scalars.mark(HIDDEN);
    else this.#seen(seen);
    return true;
  }

  /** What is under a secret key, or is called by a secret name beside it. */
  #isHidden(record: object, key: string, { value }: Seen): boolean {
    if (value === null || typeof value === 'boolean') return false;
    if (this.#isSecretName(beginning(key, MAX_NAME))) return true;
    const names = NAMES_OF_VALUE.get(key) ?? [];
    return names.some((name) => this.#isSecretName(ownValue(record, name)));
  }

  #isSecretName(name: unknown): boolean {
    if (typeof name !== 'string' || name.length > MAX_NAME) return false;
    return this.#redactor.hidesKey(name);
  }

  /** Whether there is room for a value behind `key`, and work is allowed. */
  #goesOn(key: string): boolean {
    this.#steps -= 1;
    return this.#steps > 0 && this.#json.hasRoom(key);
  }

  /** A hole in a list is `null`, as it is in JSON. */
  #seen({ unseen, value }: Seen): void {
    if (unseen === undefined || unseen === 'missing') this.#value(value);
    else this.#scalars.mark(`[${unseen}]`);
  }
}

/** Headers, tags and form fields are lists of these. */
const NAMES_OF_VALUE: ReadonlyMap<string, readonly string[]> = new Map([
  ['value', ['name', 'key']],
  ['Value', ['Name', 'Key']],
]);

function summaryOf(shape: Nesting): string {
  switch (shape.kind) {
    case 'list':
      return `Array(${String(shape.size)})`;
    case 'map':
      return `Map(${String(shape.size)})`;
    case 'set':
      return `Set(${String(shape.size)})`;
    case 'record':
      return shape.className === '' ? 'Object' : shape.className;
    default:
      return shape satisfies never;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object'
    ? value !== null
    : typeof value === 'function';
}
