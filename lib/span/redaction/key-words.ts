/** The words of a key, whatever its spelling. Pure. */
import { late } from '../../internal/late';

/** `APIKey2` is `API`, `Key` and `2`; scripts without case are one word. */
const word = late(
  () => /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{Lt}]+|\p{N}+/gu,
);

/** Characters of a key that are looked at, of its beginning and of its end. */
const MAX_HALF = 256;

/**
 * `dbPassword`, `db-password`, `DB_PASSWORD` and `db.password` are all
 * `db password`.
 */
export function wordsOf(key: string): string {
  const isLong = key.length > 2 * MAX_HALF;
  const shown = isLong
    ? `${key.slice(0, MAX_HALF)} ${key.slice(-MAX_HALF)}`
    : key;
  return (shown.match(word()) ?? []).join(' ').toLowerCase();
}

/** Finds any of `phrases` where words begin and end; each may be a pattern. */
export function phrasePattern(phrases: readonly string[]): RegExp {
  return new RegExp(`(?<![^ ])(?:${phrases.join('|')})(?![^ ])`, 'gu');
}
