/** Numbers of payment cards in text. Pure. */
import { late } from '../../internal/late';

/** Digits in the groups that cards print; not a part of a longer number. */
const candidate = late(
  () =>
    /(?<![\p{L}\p{N}_]|\d[.,-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1?\d{3})?|\d{4}([ -]?)\d{6}\2\d{4,5})(?![\p{L}\p{N}_]|[.,-]\d)/gu,
);

/**
 * What the networks give out. A timestamp in milliseconds has 13 digits, one
 * in micro- or nanoseconds begins with 1, so none of them is a card.
 */
const ISSUED =
  /^(?:4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12}(?:\d{3})?)$/;

/** Fewest characters of a card number. */
const SHORTEST = 14;
const MAYBE = /\d[ -]?\d{4,6}[ -]?\d{4}/;

/** `text` with `hidden` instead of each card number. */
export function withoutCardNumbers(text: string, hidden: string): string {
  if (text.length < SHORTEST || !MAYBE.test(text)) return text;
  return text.replace(candidate(), (found) =>
    isCardNumber(found.replace(/[ -]/g, '')) ? hidden : found,
  );
}

/** By issuer and by the check digit of ISO/IEC 7812-1. */
export function isCardNumber(digits: string): boolean {
  return ISSUED.test(digits) && luhnSum(digits) % 10 === 0;
}

/** From the right, every second digit counts double, its own digits added. */
function luhnSum(digits: string): number {
  let sum = 0;
  for (let place = 1; place <= digits.length; place += 1) {
    const digit = Number(digits.at(-place));
    const weighed = place % 2 === 0 ? 2 * digit : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum;
}
