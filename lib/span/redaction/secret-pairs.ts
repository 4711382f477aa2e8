/**
 * Secrets that stand behind their key in a text: `password=...`, headers, JSON,
 * query strings, connection strings, options of a command. Pure.
 */
import { HIDDEN } from './secret-values';

/**
 * A key and what separates it from its value. It starts only where a name
 * does, and names are bounded, so a text is gone through once.
 */
const HEAD =
  /(?<![\w-])(?:(?<=%)[\dA-F]{2})?([\w-]{1,128})(?:(?:\\{0,4}["'`]|\]|%5D)?\s{0,8}(?:=>|={1,3}|:(?!:|\/\/)|%3D)\s{0,8}|(?<=(?<!\S)--[\w-]{1,128})\s{1,8}(?!-))/gi;

/** `\"` inside a JSON text that is itself quoted; then what is quoted plainly. */
const QUOTED =
  /(\\{1,4}["'])[^]*?(?:\1|$)|"(?:[^"\\]|\\[^])*(?:"|$)|'(?:[^'\\]|\\[^])*(?:'|$)|`(?:[^`\\]|\\[^])*(?:`|$)/y;

/** A list or an object, to the second level. */
const NESTED =
  /\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}?|\[(?!redacted\])[^[\]]*(?:\[[^[\]]*\][^[\]]*)*\]?/y;

/** What says that there is no secret: prose, or a place in a file. */
const NO_VALUE =
  /(?:\[redacted\]|null|undefined|true|false|none|nil|empty|missing|required|invalid|incorrect|expired|must|should|cannot|is|was|not|string|number|boolean|object|function|\d{1,7}:\d{1,7})(?![^\s,;.&%"'})\]])/iy;

const BARE = /(?:(?!%26)[^\s,;&"'<>}\]])+/y;
const SCHEME =
  /(?:Digest|AWS4-HMAC-SHA256|Hawk|OAuth|Signature) [^\r\n]*|(?:[A-Za-z][\w-]{1,30} {1,8})?(?:(?!%26)[^\s,;&"'<>}\]])+/iy;
const LINE = /[^\r\n"'<>]+/y;

/** One of them stands between every key and its value. */
const SEPARATOR = /[:=%]|--/;

/** A part of every secret key. */
const MAYBE_KEY =
  /pass|pwd|secret|token|key|auth|cred|cookie|jwt|sess|bearer|otp|[cx]srf|sid|sig|cvv|cvc|verifier|assertion|card/i;

/** Whether a secret key may be in `text`; it is seldom where none is. */
export function mayHoldSecretKey(text: string): boolean {
  return MAYBE_KEY.test(text);
}

/** Whether anything in `text` may be a key with a value behind it. */
export function mayHoldPair(text: string): boolean {
  return SEPARATOR.test(text);
}

/** `text` with the value behind each key that `isHidden` hidden. */
export function withoutPairs(
  text: string,
  isHidden: (key: string) => boolean,
): string {
  let shown = '';
  let end = 0;
  for (const { key, at } of headsOf(text)) {
    if (at < end || !isHidden(key)) continue;
    const value = valueAt(text, at, key);
    if (value === undefined) continue;
    shown += text.slice(end, at) + hide(value);
    end = at + value.length;
  }
  return end === 0 ? text : shown + text.slice(end);
}

interface Head {
  readonly key: string;
  /** Where the value begins. */
  readonly at: number;
}

function* headsOf(text: string): Generator<Head> {
  for (const { 0: head, 1: key = '', index } of text.matchAll(HEAD)) {
    yield { key, at: index + head.length };
  }
}

function valueAt(text: string, at: number, key: string): string | undefined {
  if (matchAt(NO_VALUE, text, at) !== undefined) return undefined;
  return (
    matchAt(QUOTED, text, at) ??
    matchAt(NESTED, text, at) ??
    matchAt(barePattern(key, text, at), text, at)
  );
}

/** A `Cookie` header holds several values, an `Authorization` a scheme. */
function barePattern(key: string, text: string, at: number): RegExp {
  const isHeader = text.slice(Math.max(0, at - 2), at).includes(':');
  if (isHeader && /cookie/i.test(key)) return LINE;
  return /authorization|auth-?header/i.test(key) ? SCHEME : BARE;
}

function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Quotes stay, so that what was JSON still is. */
function hide(value: string): string {
  const quote = /^\\*["'`]/.exec(value)?.[0] ?? '';
  return quote + HIDDEN + quote;
}
