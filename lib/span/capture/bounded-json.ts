/**
 * JSON text that never grows beyond its bytes and is always valid, wherever
 * it is cut: every open container keeps room back for its own end.
 */

/**
 * Room in which any value can be written, if only as a mark: the longest is
 * `{"[Map]":["…[4294967295 more]"]}`, 34 bytes.
 */
const MIN_ROOM = 40;

/** Kept back by an open container: `,"…":"[4294967295 more]"}` is 27 bytes. */
const LAST_WORDS = 32;

/** The key under which an object tells that it was cut. */
const CUT = '…';

/** Written from left to right; who writes asks `hasRoom` before each value. */
export class BoundedJson {
  #text = '';
  #separator = '';
  /** Bytes left, without what open containers keep back. */
  #room: number;

  constructor(maxBytes: number) {
    this.#room = maxBytes;
  }

  get text(): string {
    return this.#text;
  }

  /** Whether a value can be written: any value, or one behind `key`. */
  hasRoom(key = ''): boolean {
    return this.#room >= MIN_ROOM + Buffer.byteLength(key) + 2;
  }

  /** Whether JSON text, of whatever size, can be written. */
  fits(json: string): boolean {
    return Buffer.byteLength(json) + this.#separator.length <= this.#room;
  }

  /** Bytes for the next value; at least 39 where there is room. */
  get room(): number {
    return this.#room - this.#separator.length;
  }

  open(bracket: '[' | '{'): void {
    this.value(bracket);
    this.#room -= LAST_WORDS;
    this.#separator = '';
  }

  close(bracket: ']' | '}'): void {
    this.#room += LAST_WORDS;
    this.#separator = '';
    this.value(bracket);
  }

  /** Closes a list or an object of which `left` were not written. */
  closeCut(bracket: ']' | '}', left: number): void {
    this.#room += LAST_WORDS;
    if (bracket === '}') this.key(JSON.stringify(CUT));
    const more = bracket === '}' ? '' : CUT;
    this.value(`"${more}[${String(left)} more]"`);
    this.#separator = '';
    this.value(bracket);
  }

  /** Begins a property; `key` is JSON text. */
  key(key: string): void {
    this.value(`${key}:`);
    this.#separator = '';
  }

  /** Appends JSON text that has room. */
  value(json: string): void {
    const added = this.#separator + json;
    this.#text += added;
    this.#room -= Buffer.byteLength(added);
    this.#separator = ',';
  }
}
