/** Writes what holds no other value, redacted before it is cut. */
import type { Redactor } from '../redaction/redact';
import type { BoundedJson } from './bounded-json';
import { beginning, cutJsonString, wholeJsonString } from './json-string';

/** Longer strings are not opened: one that was put together would be copied. */
const MAX_OPENED = 4_194_304;
/** Characters read beyond what is kept, so that no secret is cut in two. */
const MARGIN = 8_192;
/** Bytes of a key, as JSON. */
const MAX_KEY_BYTES = 256;
/** Bits of a bigint whose digits are worth their time. */
const MAX_BITS = 1_024;
/** A number of as many digits may be a card's. */
const MIN_CARD_NUMBER = 1e12;

/** Keys whose texts are remembered, and the longest such key. */
const MAX_KNOWN_KEYS = 2_048;
const MAX_KNOWN_KEY = 64;

/** Programs have few keys, and each of them often. */
const knownKeys = new WeakMap<Redactor, Map<string, string>>();

function knownKeysOf(redactor: Redactor): Map<string, string> {
  const known = knownKeys.get(redactor) ?? new Map<string, string>();
  knownKeys.set(redactor, known);
  return known;
}

/** Each of its methods but `keyOf` needs room. */
export class Scalars {
  readonly #json: BoundedJson;
  readonly #redactor: Redactor;
  readonly #keys: Map<string, string>;

  constructor(json: BoundedJson, redactor: Redactor) {
    this.#json = json;
    this.#redactor = redactor;
    this.#keys = knownKeysOf(redactor);
  }

  /** A text of ours. */
  mark(mark: string): void {
    const { room } = this.#json;
    this.#json.value(
      wholeJsonString(mark, room) ?? cutJsonString(mark, '…', room),
    );
  }

  /** Anybody's text; returns how many of its characters were read. */
  text(text: string): number {
    const { room } = this.#json;
    if (text.length > MAX_OPENED) {
      this.mark(cutMark(text));
      return 0;
    }
    this.#json.value(this.#textAsJson(text, room));
    return Math.min(text.length, room + MARGIN);
  }

  /** The JSON text of a key. */
  keyOf(key: string): string {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const asJson = this.#textAsJson(key, MAX_KEY_BYTES);
    const isWorthIt = key.length <= MAX_KNOWN_KEY;
    if (isWorthIt && this.#keys.size < MAX_KNOWN_KEYS) {
      this.#keys.set(key, asJson);
    }
    return asJson;
  }

  #textAsJson(text: string, maxBytes: number): string {
    if (text.length > maxBytes + MARGIN) {
      return cutJsonString(
        this.#beginning(text, maxBytes),
        cutMark(text),
        maxBytes,
      );
    }
    const safe = this.#redactor.text(text);
    return (
      wholeJsonString(safe, maxBytes) ??
      cutJsonString(safe, cutMark(text), maxBytes)
    );
  }

  /**
   * About `length` redacted characters. What is redacted changes its length, so
   * the margin is taken off the end: only there can a secret stand that the end
   * of the margin has cut in two.
   */
  #beginning(text: string, length: number): string {
    const safe = this.#redactor.text(text.slice(0, length + MARGIN));
    return beginning(safe, Math.max(0, safe.length - MARGIN));
  }

  number(value: number): void {
    if (!Number.isFinite(value)) {
      this.mark(`[${String(value)}]`);
      return;
    }
    const digits = Object.is(value, -0) ? '-0' : String(value);
    const isSuspect = Math.abs(value) >= MIN_CARD_NUMBER;
    const safe = isSuspect ? this.#redactor.text(digits) : digits;
    if (safe === digits) this.#json.value(digits);
    else this.mark(safe);
  }

  bigint(value: bigint): void {
    const isShort = BigInt.asIntN(MAX_BITS, value) === value;
    if (isShort) this.text(`${String(value)}n`);
    else this.mark('…[BigInt]');
  }
}

function cutMark(text: string): string {
  return `…[of ${String(text.length)} characters]`;
}
