/**
 * Hides secrets and personal data, by key and by value, before anything is
 * recorded, written down or sent. Never throws.
 */
import { warnOnce } from '../../internal/diag';
import { describeFailure } from '../../internal/failure';
import { withoutCardNumbers } from './card-number';
import { phrasePattern, wordsOf } from './key-words';
import { isPersonalKey, withoutPersonalData } from './personal-data';
import { isSecretKey } from './secret-keys';
import { mayHoldPair, mayHoldSecretKey, withoutPairs } from './secret-pairs';
import { HIDDEN, withoutShapes } from './secret-values';

export { HIDDEN };

/** What is hidden beside what always is. */
export interface RedactOptions {
  /**
   * Further keys: a string in any spelling, wherever its words stand in a
   * key; a pattern for the whole key.
   */
  readonly keys?: readonly (string | RegExp)[];
  /** Further values; what matches in a text is hidden. */
  readonly patterns?: readonly RegExp[];
  /**
   * Whether personal data is hidden: e-mail and IP addresses, telephone
   * numbers, national ids, IBANs.
   */
  readonly personal?: boolean;
  /**
   * Asked last, for each text of a span that everspan makes; what it returns
   * is recorded. One that throws, or returns no string, hides the text whole.
   *
   * @param key of the attribute; empty where there is none
   */
  readonly with?: (value: string, key: string) => string;
}

/** Tells what must not be seen. */
export interface Redactor {
  /** Whether all that stands under `key` is to be hidden. */
  hidesKey(key: string): boolean;
  /** `value` with what must not be seen replaced by `[redacted]`. */
  text(value: string, key?: string): string;
}

/** Characters looked through; what follows is not recorded at all. */
export const MAX_TEXT = 1_048_576;

/** The shortest text with a secret in it is such as `pwd=x`. */
const SHORTEST_TEXT = 5;

/** Decisions about keys that are remembered, and the longest such key. */
const MAX_KNOWN_KEYS = 4_096;
const MAX_KNOWN_KEY = 256;

/** Makes a redactor; secrets are always hidden. */
export function createRedactor(options: RedactOptions = {}): Redactor {
  return new RuleRedactor(options);
}

/** Set while a user's function runs: what it records is not asked about. */
let isAsking = false;

class RuleRedactor implements Redactor {
  readonly #isPersonal: boolean;
  readonly #ownKeys: readonly RegExp[];
  readonly #ownPhrases: RegExp | undefined;
  readonly #ownPatterns: readonly RegExp[];
  readonly #with: RedactOptions['with'];
  readonly #known = new Map<string, boolean>();
  /** Keys to look for in a text that need be no secret ones. */
  readonly #hasOtherKeys: boolean;

  constructor({ keys = [], patterns = [], ...options }: RedactOptions) {
    this.#isPersonal = options.personal === true;
    this.#with = options.with;
    this.#ownKeys = keys
      .filter((key) => typeof key !== 'string')
      .map(stateless);
    this.#ownPhrases = phrasesOf(keys.filter((key) => typeof key === 'string'));
    this.#ownPatterns = patterns.map(everywhere);
    this.#hasOtherKeys = keys.length > 0 || this.#isPersonal;
  }

  hidesKey(key: string): boolean {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const decided = this.#decide(key);
    const isWorthIt = key.length <= MAX_KNOWN_KEY;
    if (isWorthIt && this.#known.size < MAX_KNOWN_KEYS) {
      this.#known.set(key, decided);
    }
    return decided;
  }

  text(value: string, key = ''): string {
    if (value.length > MAX_TEXT) return this.text(cut(value), key);
    const shown = this.#byRules(value);
    return this.#with ? this.#ask(shown, key) : shown;
  }

  #decide(key: string): boolean {
    if (mayHoldSecretKey(key) && isSecretKey(key)) return true;
    if (this.#isPersonal && isPersonalKey(key)) return true;
    if (this.#ownKeys.some((pattern) => pattern.test(key))) return true;
    return this.#ownPhrases !== undefined && isAmong(key, this.#ownPhrases);
  }

  #byRules(value: string): string {
    let shown = value;
    if (value.length >= SHORTEST_TEXT) {
      shown = this.#withoutPairs(shown);
      shown = withoutCardNumbers(withoutShapes(shown), HIDDEN);
      if (this.#isPersonal) shown = withoutPersonalData(shown);
    }
    for (const pattern of this.#ownPatterns) shown = without(pattern, shown);
    return shown;
  }

  #withoutPairs(text: string): string {
    if (!mayHoldPair(text)) return text;
    if (!this.#hasOtherKeys && !mayHoldSecretKey(text)) return text;
    return withoutPairs(text, (key) => this.#decide(key));
  }

  #ask(value: string, key: string): string {
    if (isAsking) return HIDDEN;
    isAsking = true;
    try {
      const answer: unknown = this.#with?.(value, key);
      if (typeof answer === 'string') return answer;
      warnOfAnswer(`returned ${answer === null ? 'null' : typeof answer}`);
    } catch (error) {
      // Its message may hold the value.
      warnOfAnswer(`threw ${describeFailure(error).type}`);
    } finally {
      isAsking = false;
    }
    return HIDDEN;
  }
}

function warnOfAnswer(what: string): void {
  warnOnce(
    'WARN_EVERSPAN_USER_CODE',
    `redact.with ${what}; what it was asked about is hidden`,
    'redact.with',
  );
}

function cut(value: string): string {
  const left = value.length - MAX_TEXT;
  const note = `… [redacted: ${String(left)} more characters]`;
  return value.slice(0, MAX_TEXT - note.length) + note;
}

/** Of our own: another's use of theirs must not move our search. */
function stateless(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
}

function everywhere(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, `${stateless(pattern).flags}g`);
}

/** A pattern may match nothing, between any two characters. */
function without(pattern: RegExp, text: string): string {
  return text.replace(pattern, (found) => (found === '' ? '' : HIDDEN));
}

/** The words of each key; one without any letter is taken as it is. */
function phrasesOf(keys: readonly string[]): RegExp | undefined {
  if (keys.length === 0) return undefined;
  return phrasePattern(keys.map((key) => escaped(wordsOf(key) || key)));
}

function isAmong(key: string, phrases: RegExp): boolean {
  phrases.lastIndex = 0;
  return phrases.test(wordsOf(key) || key);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** Hides secrets: for what annotations are told to record. */
export const secretRedactor: Redactor = createRedactor();

/** Hides secrets and personal data: for what is captured. */
export const defaultRedactor: Redactor = createRedactor({ personal: true });
