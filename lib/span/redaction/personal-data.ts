/**
 * Personal data that is known by its key or by its shape. Pure.
 *
 * The patterns are linear, as those of secrets are.
 */
import { late } from '../../internal/late';
import { phrasePattern, wordsOf } from './key-words';
import { HIDDEN } from './secret-values';

/** Personal where a key ends: `email.subject` and `phone.model` are not. */
export const PERSONAL_ENDINGS: readonly string[] = [
  'e ?mail',
  'e ?mail address',
  'phone',
  'phone number',
  'mobile',
  'mobile number',
  'telephone',
  'fax',
  'ssn',
  'social security number',
  'national id',
  'passport',
  'passport number',
  'tax id',
  'iban',
  'date of birth',
  'birth ?date',
  'birthday',
  'dob',
  'ip',
  'ip address',
  'client address',
  'remote addr',
];

const ENDING = new RegExp(`${phrasePattern(PERSONAL_ENDINGS).source}$`, 'u');

/** A part of each of them: a key without any is not looked at any closer. */
const MAYBE_KEY =
  /mail|phone|mobile|fax|ssn|social|national|passport|tax|iban|birth|dob|ip|client|remote/i;

/** Whether what stands under `key` is likely personal. */
export function isPersonalKey(key: string): boolean {
  return MAYBE_KEY.test(key) && ENDING.test(wordsOf(key));
}

/** One kind of personal data. */
export interface PersonalShape {
  /** For the documentation. */
  readonly what: string;
  /** Made when first needed: a table of all letters takes milliseconds. */
  readonly pattern: () => RegExp;
  /** What the shape alone cannot tell. */
  readonly isReal?: (found: string) => boolean;
}

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const START = String.raw`(?<![\p{L}\p{N}_-])`;
const END = String.raw`(?![\p{L}\p{N}_]|-\d)`;

export const PERSONAL_SHAPES: readonly PersonalShape[] = [
  {
    what: 'e-mail addresses',
    pattern: late(
      () =>
        /(?<![\p{L}\p{N}._+%-])[\p{L}\p{N}._+%-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}(?![\p{L}\p{N}_-])/gu,
    ),
  },
  {
    what: 'telephone numbers: with a country code, or as written in the USA',
    pattern: late(
      () =>
        new RegExp(
          String.raw`(?<![\p{L}\p{N}_+])\+\d[\d ().\-/]{6,20}\d${END}|(?<![\p{L}\p{N}_.-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}${END}`,
          'gu',
        ),
    ),
    isReal: (found) => digitsIn(found) >= 8 && digitsIn(found) <= 15,
  },
  {
    what: 'IPv4 addresses, but not of this machine',
    pattern: late(
      () =>
        new RegExp(
          String.raw`(?<![\p{L}\p{N}_.])(?:${OCTET}\.){3}${OCTET}(?![\p{L}\p{N}_]|\.\d)`,
          'gu',
        ),
    ),
    isReal: (found) => !/^(?:127\.|0\.0\.0\.0$)/.test(found),
  },
  {
    what: 'IPv6 addresses, but not of this machine',
    pattern: late(
      () =>
        /(?<![\p{L}\p{N}_:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\p{L}\p{N}_:])/gu,
    ),
    isReal: isIpv6,
  },
  {
    what: 'national ids: USA (SSN), United Kingdom (NINO), Brazil (CPF), Italy (codice fiscale), Spain (DNI, NIE)',
    pattern: late(
      () =>
        new RegExp(
          `${START}(?:${[
            String.raw`(?!000|666|9\d\d)\d{3}([ -])(?!00)\d{2}\1(?!0000)\d{4}`,
            String.raw`[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]`,
            String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}`,
            String.raw`[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]`,
            String.raw`[XYZ]?\d{7,8}-?[A-HJ-NP-TV-Z]`,
          ].join('|')})${END}`,
          'gu',
        ),
    ),
    isReal: (found) =>
      !/^[XYZ]?\d{7,8}-?[A-Z]$/.test(found) || isSpanishId(found),
  },
  {
    what: 'IBAN, by its check digits',
    pattern: late(
      () =>
        new RegExp(
          `${START}[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?${END}`,
          'gu',
        ),
    ),
    isReal: isIban,
  },
];

/** True of every text that one of the shapes is in. */
const MAYBE = /@|\d[\d.() -]{5}|:[\dA-Fa-f]{0,4}:|[A-Z]{6}\d|[A-Z]{2}\d{2}/;

/** `text` with each piece of personal data hidden. */
export function withoutPersonalData(text: string): string {
  if (!MAYBE.test(text)) return text;
  return PERSONAL_SHAPES.reduce(
    (shown, { pattern, isReal = () => true }) =>
      shown.replace(pattern(), (found) => (isReal(found) ? HIDDEN : found)),
    text,
  );
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length;
}

/** Eight groups, or fewer around one `::`; a time of day is neither. */
function isIpv6(found: string): boolean {
  const groups = found.split(':');
  const gaps = found.split('::').length - 1;
  const isAddress = gaps === 1 ? groups.length <= 9 : groups.length === 8;
  return (
    isAddress && gaps < 2 && !/^::1?$/.test(found) && /[\dA-F]/i.test(found)
  );
}

/** ISO 13616: moved around and read as one number, the rest by 97 is 1. */
function isIban(found: string): boolean {
  const compact = found.replaceAll(' ', '');
  const moved = compact.slice(4) + compact.slice(0, 4);
  let rest = 0;
  for (const digit of moved) {
    const value = parseInt(digit, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The last letter is the rest by 23. */
function isSpanishId(found: string): boolean {
  const [first = ''] = found;
  const leading = 'XYZ'.indexOf(first);
  const body = found.slice(0, -1).replace('-', '');
  const digits = leading < 0 ? body : `${String(leading)}${body.slice(1)}`;
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === found.at(-1);
}
